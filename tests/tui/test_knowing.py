"""The guidance behind the app: whoever leaves during the first build does not wait for it."""

import subprocess
import sys
import textwrap
from pathlib import Path


def test_leaving_during_the_first_build_does_not_wait_for_it(tmp_path: Path) -> None:
    script = """
        import asyncio
        from tui.app import WattbriefApp

        async def main():
            app = WattbriefApp()
            async with app.run_test(size=(80, 24)) as pilot:
                while app._builder._process is None:
                    await pilot.pause(0.05)
            print(app._builder._process.wait(600) != 0)

        asyncio.run(main())
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env={"WATTBRIEF_CACHE_DIR": str(tmp_path / "cache"), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.stdout.strip() == "True", done.stderr
