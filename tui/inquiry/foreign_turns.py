"""Turns of other languages that word for word mean nothing: `rund um die Uhr`, `hay que`."""

import re
from collections.abc import Mapping

from knowledge.language import Language
from tui.inquiry.foreign_turns_held import LINES as HELD

_LINES: Mapping[str, str] = {
    "de": r"""
why is the range of the cost so wide <- (?:warum|wieso|weshalb) (?:ist|
+sind) (?:die )?(?:preisspanne|kostenspanne)n? (?:so|derart) (?:riesig|groß|gross|breit|weit)
why is the range so wide <- (?:warum|wieso|weshalb) (?:ist|sind) (?:die )?(?:spanne|bandbreite|
+bereich)n? (?:so|derart) (?:riesig|groß|gross|breit|weit)
how much of the carbon is embodied <- wie ?viel (?:von|vom|davon|der)(?: den|
+ dem)?(?: [\d.,]+ ?(?:kg|kilo|t|tonnen)?)?(?: co2e?)? (?:ist|sind|steckt in der|kommt aus der|
+entfällt auf die) (?:die )?(?:herstellung|produktion|fertigung)(?: der (?:hardware|geräte|
+server|maschinen))?
how many person weeks <- wie ?viele (?:personen|arbeits)wochen(?: arbeit)?
what does monitoring cost <- (?:was|wie ?viel) kostet (?:uns )?(?:die )?überwachung
fine tuning <- nachtrainieren|nachtraining|feinabstimmung|feinjustierung
share of <- (?:der |den )?anteil (?:des|der|von|vom)
if we <- (?<!wäre, )(?<!wäre )wenn wir
if the <- (?<!wäre, )(?<!wäre )wenn (?:die|der|das|unsere?)
does it have to run all the time <- muss (?:das|es) rund um die uhr (?:laufen|an sein)
around the clock <- rund um die uhr
was chosen <- (?:wurde|ist) (?:gewählt|ausgewählt)
twice as many <- doppelt so (?:viele?|hoch|oft)
half as many <- halb so (?:viele?|hoch|oft)
biggest lever <- (?:der |den )?größten? hebel
worst case <- (?:im schlimmsten fall|schlimmstenfalls)
weighed most <- (?:hat |haben )?(?:den ausschlag gegeben|am meisten gezählt|am schwersten gewogen)
weighed most <- (?:wiegt|wog|zählt|zählte) am (?:meisten|schwersten)
from what volume <- ab (?:welcher|wie viele[nr]?|welchem) (?:menge|last|volumen|aufkommen)
what is unknown here <- was wissen wir (?:alles |noch )?nicht
self hosting <- (?:das )?(?:eigene|selbst) (?:hosting|hosten|betreiben)
how long takes <- wie lange (?:dauert|läuft)
how much does save <- (?:was|wie ?viel) (?:spart|bringt)(?: uns)?
if <- passiert,? wenn
in it <- (?:da drin|da drinnen)
in production <- in betrieb
smaller model <- kleinere[sn]? modell
go wrong <- geht (?:dabei )?schief|schiefgehen
what must we do next <- was müssen wir (?:jetzt |noch |vorher )?tun
""",
    "fr": r"""
fine tuning <- (?:réglages?|reglages?|ajustements?)(?: fins?)?(?: (?:avec|par|
+de type))?(?= lora\b)|(?:réglage|reglage|ajustement) fin|affinage|affiner
why is the range of the cost so wide <- pourquoi (?:la|une) fourchette (?:de prix|des prix|
+des coûts) est(?:-elle)? (?:si|aussi) (?:large|grande|énorme)
how much of the carbon is embodied <- (?:quelle part|combien)(?: de[s]?| du)?(?: [\d., ]+ ?(?:kg|
+t|tonnes)?)?(?: (?:de )?(?:co2e?|carbone))? (?:vient|viennent|est|sont|provient|
+proviennent)(?: due?s?)?(?: de| à)? (?:la )?fabrication(?: du matériel| des serveurs)?
how many person weeks <- combien de semaines(?: de travail|-personnes?| de boulot)
what does monitoring cost <- combien (?:nous )?(?:coûte|coute|coûterait) (?:la |
+le )?(?:surveillance|monitoring|supervision)
compared with the design itself <- (?:par rapport|comparée?) (?:au|à le|à la) (?:système|systeme|
+service|solution|reste)(?: lui-même| elle-même)?
prompt cache <- cache de prompts?
if we <- si (?:on|nous)
if the <- si (?:les?|la|nos)
weakest point <- maillon faible
every week <- (?:chaque semaine|toutes les semaines)
launch <- mise en (?:production|service)
how long <- combien de temps
nightly run <- (?:le )?traitement (?:de nuit|nocturne)
weighed most <- (?:a pesé |pèse )?le plus lourd
weighed most <- a (?:le plus )?pesé(?: le plus)?
worst case <- (?:dans le|au) pire(?: des)? cas
what must we do next <- que faut-il faire
what happens <- que se passe-t-il
go wrong <- (?:mal tourner|se passer mal)
from what volume <- à partir de (?:quel|combien)(?: de)?(?: volume)?
twice as many <- deux fois plus(?: de)?
is standby <- part(?:ent)? en veille
do we keep it <- on (?:le|la) (?:respecte|tient)
was chosen <- a été (?:choisie?|retenue?)
""",
    "es": r"""
fine tuning <- ajuste fino|afinar|reajuste|reentrenar
why is the range of the cost so wide <- por qu[eé] (?:es|son) tan (?:ampli[oa]|grande|
+enorme) (?:el|la) (?:rango|horquilla|margen) de (?:precios?|costes?|costos?)
how much water <- cu[aá]nta agua (?:gasta|consume|usa)
where does the water come from <- (?:y )?de d[oó]nde (?:sale|viene|procede|
+proviene) (?:la mayor parte|la mayor[ií]a|casi toda|el agua)
how many person weeks <- cu[aá]ntas semanas(?: de trabajo|-persona)
in it <- nos supone
what does monitoring cost <- cu[aá]nto cuesta (?:la )?(?:supervisi[oó]n|vigilancia|
+monitorizaci[oó]n)
how much of the carbon is embodied <- (?:cu[aá]nto|qu[eé] parte)(?: de)?(?: los| las|
+ el)?(?: [\d.,]+ ?(?:kg|kilos)?)? (?:es|son|viene|corresponde)(?: de|
+ a)? (?:la )?fabricaci[oó]n(?: del hardware)?
prompt cache <- cach[eé] de prompts?
what do we have to measure <- hay que medir(?: algo)?
how much would it cost in <- cuánto (?:costaría|saldría) en
slower answers <- (?:latencia (?:mayor|más alta)|mayor latencia)
worst case <- en el peor (?:de los casos|caso)
go wrong <- salir mal
every two years <- cada (?:dos|2)(?: años)?
every year <- cada año
twice as many <- el doble de
from what volume <- a partir de (?:qué|cuántas?|cuántos?)(?: volumen)?
weighed most <- (?:que )?(?:pesó|pesa|contó) más
what must we do next <- qué (?:hay que|tenemos que|debemos) hacer
were excluded <- se (?:descartaron|descartó)
in production <- en producción
was chosen <- (?:fue elegid[oa]|se eligió)
""",
    "pt": r"""
fine tuning <- ajuste fino|afinar|retreinar
why is the range of the cost so wide <- por ?qu[eê] (?:é|e|são) tão (?:ampla|grande|
+enorme) a (?:faixa|margem) de (?:preços?|custos?)
how much water <- quanta [aá]gua (?:gasta|consome|usa)
where does the water come from <- (?:e )?de onde vem (?:a maior parte|a maioria|a [aá]gua)
how many person weeks <- quantas semanas(?: de trabalho|-pessoa)
what does monitoring cost <- quanto custa (?:a |o )?(?:monitorização|monitoramento|vigilância)
per request in wh and usd <- por (?:fatura|pedido|conversa|resposta|ticket|chamado)(?: lançada|
+ processada| resolvida| fechado)?,? em wh e (?:em )?d[oó]lares
per request <- por (?:fatura|pedido|conversa|resposta|ticket|chamado)(?: lançada| processada|
+ resolvida| fechado)
dollars <- d[oó]lares
prompt cache <- cache de prompts?
how much does save <- quanto (?:economiza|poupa)
how much would it cost in <- quanto (?:ficaria|sairia) em
does the machine cope <- (?:a )?m[aá]quina (?:ainda )?(?:d[aá] conta|aguenta|chega)
per night <- por noite
at night <- (?:durante a|à) noite
worst case <- no pior (?:dos casos|caso)
go wrong <- (?:dar|correr) (?:errado|mal)
every two years <- cada (?:dois|2)(?: anos)?
every year <- (?:cada|todo) ano
twice as many <- o dobro d[eoa]s?
from what volume <- a partir de (?:que|quantos|quantas)(?: volume)?
weighed most <- (?:pesou|pesa|contou) mais
what must we do next <- o que (?:temos|precisamos|devemos) (?:de |que )?fazer
training the model <- treinar o modelo
came second <- ficou em segundo
was chosen <- foi escolhid[oa]
growth is <- o crescimento (?:for|fosse) de
""",
    "it": r"""
fine tuning <- affinamento|messa a punto|riaddestrare
why is the range of the cost so wide <- perch[eé] (?:è|e) così (?:ampi[oa]|grande|
+enorme) (?:l.intervallo|la forbice) (?:dei|di) (?:prezzi|costi)
how many person weeks <- quante settimane(?: di lavoro|-persona)
what does monitoring cost <- quanto costa (?:la sorveglianza|il monitoraggio)
where does the water come from <- (?:e )?da dove (?:viene|proviene|arriva) (?:la maggior parte|
+l.acqua)
worst case <- nel peggiore dei casi
weighed most <- (?:ha pesato|pesa|conta) di più
go wrong <- andare (?:storto|male)
every two years <- ogni (?:due|2) anni
twice as many <- il doppio (?:di|dei|delle|degli)
what must we do next <- cosa dobbiamo fare
""",
}
"""By language, the English of a turn and the pattern of the turn; the longer ones first.

A line that begins with a plus goes on from the one above it.
"""


def _whole_lines(lines: str) -> list[str]:
    return lines.strip().replace("\n+", "").splitlines()


_COMPILED = {
    language: tuple(
        (re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE), said)
        for said, _, words in (
            line.partition(" <- ") for line in _whole_lines(HELD.get(language, "") + lines)
        )
    )
    for language, lines in _LINES.items()
}


def turns_said(question: str, language: Language) -> str:
    """A question with such turns in English; all else as typed.

    Args:
        question: As typed.
        language: It is in.
    """
    for pattern, said in _COMPILED.get(language, ()):
        question = pattern.sub(said, question)
    return question
