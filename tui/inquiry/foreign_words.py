"""Words of questions on designs in other languages that the glossary of the guidance lacks."""

from collections.abc import Mapping

_LINES = """
options: opcoes opzioni opciones
assumption: annahme annahmen hypothese hypotheses hipotesis ipotesi aanname hipotese
unanswered: unbeantwortet unbeantwortete unbeantworteten unbeantwortetes
assumed: angenommen supuesto supposee presunto assunto
would: ware
flip: kippen basculer bascular ribaltare kantelen kippt
largest: grosste grossten grootste maior mayor
take: nehmen prendre
if: falls
uncertainty: unsicherheit incertitude incertidumbre incertezza onzekerheid incerteza
main: principale principal hauptsachliche
design: dossier entwurf solution soluzione solucion solucao losung oplossing
brazil: brasil bresil brasile brasilien brazilie
rome: roma rom
milan: mailand milano
spain: spanien espagne espana spagna spanje
used: usassimo usassemos usaramos utilisait utilisions gebruikten
use: usamos usa usiamo usar utiliser utilizar usare
emits: genera gera emite verursacht cause causa erzeugt produce
needs: braucht
uses: gasta gastan gastam consume consuma consomme consomment
watch: uberwachen surveiller sorvegliare vigiar vigilar bewaken
busiest: drukste
moment: momento
peak: spitzenzeit spitze pointe punta pico picco piek
cards: karten kaarten
card: karte carte carta kaart tarjeta scheda
one: eine einem einen einzigen seule sola
fits: passt tient cabe entra
licence: lizenz licencia licenza licentie licenca
has: tiene hat
portuguese: portugiesisch portugais portugues portoghese
japanese: japanisch japonais japones giapponese japans
german: deutsch allemand aleman tedesco duits alemao
french: franzosisch francais frances francese frans
spanish: spanisch espagnol espanol spagnolo spaans espanhol
speaks: parle habla parla spricht fala spreekt
good: gut goed
enough: reicht reichen bastaria suffirait basta genugt
simple: einfacher einfaches
classifier: klassifikator klassifizierer classificateur clasificador classificatore
at_all: uberhaupt davvero
it: dafur dadurch
machines: maschinen machines maquinas macchine
stand: stehen restano ficam
idle: still paradas parate stil
run: tournent draaien tourne gira corre gire
weekend: wochenende
people: leute
waiting: warten
years: ans jahre
total: totale
resolved: erledigte erledigter
worse: schlecht
bad: schlechte
model: modele
before: bevor
instead: place plutot stattdessen anstatt
greener: gruner
just: gewoon einfach
goes: geht gehen
breaks: kaputt
first: zuerst primero primo
often: oft
twice: doppelt doble
monday: montag lundi lunes lunedi maandag
do: mache dois faire
risk: risiko risque riesgo rischio risico risco
change: farebbe ferait changerait
from: ab partir
worthwhile: rentable rentables rentabel
value: valeur
taken: prise genommen
open: offen
left: gelassen
count: zahlt
train: trainieren entrainer entrenar addestrare trainen
small: kleine kleines pequeno piccolo
leave: quittent salen escono verlassen
weights: gewichte poids pesos pesi
who: wen qui
excluded: ausgeschlossen elimine eliminado eliminato
rules: regeln regles reglas regole
manuals: manuels handbucher manuales manuais manuali
week: semaine woche semana settimana
share: anteil quote cuota fatia parte
expensive: teurer cher chere caro cara
gdpr: dsgvo rgpd
compliant: konform conforme
developers: developpeurs desarrolladores desenvolvedores sviluppatori entwickler
excluded: rausgeflogen rausgefallen ausgeschieden
effort: arbeit aufwand travail trabajo lavoro trabalho
team: plattformteam equipe equipo
lost: verloren perdu perdio perso perdeu verliert verlor
during: durante wahrend pendant
lever: hebel levier palanca alavanca
reduce: senken reduire reducir ridurre reduzir
accept: aceptamos acceptons akzeptieren accettiamo aceitamos aceitarmos
approve: freigeben genehmigen approuver valider aprobar aprovar approvare absegnen
decide: entscheidet entscheiden decide decidir
worst: schlimmsten pire peor peggiore pior
case: fall cas caso
criterion: kriterium critere criterio
most: meisten lourd ausschlag
weighed: pese peso pesado gewogen gewicht pesato
know: wissen
respects: respecte eingehalten
alternatives: alternativas alternatives alternativen
dropped: descartaron descartamos descartado descartadas ecartes ecartees scartate
watch: vigiar
go_wrong: scheitern errar equivocarse tromper
chosen: gewahlt ausgewahlt elegido scelto escolhido retenu choisi
second: segundo zweiter zweite zweites deuxieme
included: eingerechnet enthalten inclus incluido incluso berucksichtigt
saves: spart economise ahorra risparmia poupa economiza
always: immer toujours siempre sempre
standby: veille
exclude: schliesst
customers: kunden clientes clients clienti
first: primeiro premiere
europe: ue
production: betrieb
poem: gedicht
capital: hauptstadt
joke: witz
rains: regnet
in_general: allgemein allgemeinen generell gewohnlich generalement generalmente geralmente
"""

WORDS: Mapping[str, str] = {
    word: english.replace("_", " ")
    for english, _, words in (line.partition(": ") for line in _LINES.strip().splitlines())
    for word in words.split()
}
"""English by word, both without accents."""
