"""The two themes, dark and light; every text and background pair has a contrast of 4.5 or more."""

from textual.theme import Theme

QUIET = {"text-muted": "auto 72%", "text-disabled": "auto 72%"}
"""What is typed over, and what stands below a command: Textual's own shares are too faint."""

DARK = Theme(
    name="wattbrief-dark",
    primary="#4cc38a",
    secondary="#7cc4ff",
    accent="#f2c14e",
    foreground="#e6edf3",
    background="#0e1512",
    surface="#141d19",
    panel="#1c2823",
    success="#5bd79a",
    warning="#f2c14e",
    error="#ff8f87",
    dark=True,
    variables={
        **QUIET,
        "block-cursor-background": "#4cc38a",
        "block-cursor-foreground": "#08110d",
        "footer-key-foreground": "#f2c14e",
        "input-selection-background": "#4cc38a 35%",
        "foreground-muted": "#a9b8b0",
        "foreground-disabled": "#8fa098",
    },
)

LIGHT = Theme(
    name="wattbrief-light",
    primary="#0b6b43",
    secondary="#0b5394",
    accent="#7a4b00",
    foreground="#14201a",
    background="#fbfdfb",
    surface="#f1f6f2",
    panel="#e3ece6",
    success="#0b6b43",
    warning="#7a4b00",
    error="#a3160c",
    dark=False,
    variables={
        **QUIET,
        "block-cursor-background": "#0b6b43",
        "block-cursor-foreground": "#ffffff",
        "footer-key-foreground": "#7a4b00",
        "input-selection-background": "#0b6b43 30%",
        "foreground-muted": "#40504a",
        "foreground-disabled": "#4d5d56",
    },
)
