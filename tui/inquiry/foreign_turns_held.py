"""Turns of other languages on what lies under the figures, on what fell out, and on doubt."""

from collections.abc import Mapping

LINES: Mapping[str, str] = {
    "de": r"""
how sure is the model decision <- wie sicher ist die (?:wahl des modells|modellentscheidung|
+modellwahl)
how sure is <- wie sicher (?:ist|sind)
which options fell out of the \1 decision <- welche optionen (?:fielen|sind) (?:bei|in) der wahl
+ (?:der|des) (\w+) (?:heraus|raus|durch|weg|rausgefallen|ausgeschieden)
fell out <- (?:ist|sind) (?:ausgeschieden|rausgeflogen|durchgefallen)
rules engine <- regelwerk|regelmaschine
how good must the model be <- wie gut (?:muss|sollte) (?:das|unser) modell (?:für uns )?sein
how far is it above <- wie weit (?:liegt|ist|steht)(?= [\w ]+ darüber)
quality bar <- (?:die )?(?:qualitätslatte|qualitätsschwelle|messlatte)
grid factor <- (?:den |der |welche[nr]? )?(?:netzfaktor|emissionsfaktor|strommixfaktor)(?: des
+ (?:strom)?netzes)?
where does it come from <- woher (?:stammt|kommt|ist) (?:er|sie|es|der|die|das)(?: her)?(?=\W*$)
did you <- (?:habt ihr|haben sie|hast du)
what speaks against \1 <- was (?:hat|sprach|spricht) gegen (?:die |den |das )?([\w.-]+)(?:
+ gesprochen)?
here <- bei uns
index the \1 tokens <- (?:nur )?(?:die|unsere) ([\d.,]+ (?:milliarden|millionen)) tokens? (?:zu )?
+inde[xz]ieren
which of my answers <- welche (?:meiner|unserer|von meinen|von unseren) (?:antworten|angaben)
firm up <- absichern|nachschärfen|präzisieren|überprüfen|festklopfen
in two sentences <- in (?:zwei|2) sätzen
defend it <- verteidigen|rechtfertigen|vertreten
board <- (?:lenkungs)?ausschuss|vorstand|gremium|lenkungskreis
where does the spread come from <- woher (?:kommt|stammt) (?:die |diese )?(?:so )?(?:große |grosse |
+breite |weite )?(?:spanne|bandbreite|streuung)
can we narrow it <- (?:können wir|kann man|lässt) (?:sie|ihn|es|die|das) (?:sich )?(?:verkleinern|
+einengen|eingrenzen|verringern)
nightly run <- (?:der |den )?(?:nächtliche[rn]? lauf|nachtlauf)
done before \1 am <- (?:ist|wird) (?:er|sie|es|das) vor (\d+) uhr (?:fertig|durch)
smaller card <- kleinere[nsr]? (?:karte|gpu|grafikkarte|beschleuniger)
smaller chip <- kleinere[nrs]? (?:chip|maschine|instanz)
how often must it be repeated <- wie oft muss (?:man )?(?:es|das|er|sie)(?: man)? (?:wiederholen|
+wiederholt werden|neu trainieren)
retrieval <- (?:die )?(?:suche in (?:den |unseren )?dokumenten|dokumentensuche)
index our documents <- unsere (?:dokumente|unterlagen|handbücher) (?:zu )?(?:indexieren|indizieren)
""",
    "fr": r"""
rules engine <- moteur de règles
why \1 and not \2 <- pourquoi (?:l.|la |le )?([\w-]+) et pas ([\w-]+)
retrieval in our documents <- (?:la )?recherche (?:dans|sur) (?:les|nos|vos|ces)? ?documents|
+(?:la )?recherche documentaire
adds <- ajoute(?:-t-elle|-t-il)?
index our documents <- indexer (?:nos|les) (?:documents|manuels)
a smaller card <- une (?:carte|gpu) plus petite|une plus petite carte
a smaller chip <- une puce plus petite|un accélérateur plus petit
is there <- y a-t-il|existe-t-il|est-ce qu.il y a
would do the job <- (?:qui )?(?:ferait|fasse|suffirait à faire) (?:le travail|l.affaire)
and what would it cost <- (?:et )?à quel (?:prix|coût)
and how often must it be repeated <- (?:et )?(?:à quelle fréquence|tous les combien) (?:faut-il|
+doit-on|devra-t-on) (?:le |la |l.)?(?:répéter|refaire|recommencer)
fell out <- (?:ont|a) été (?:écarté|éliminé|exclu|rejeté)e?s?
quality bar <- (?:la )?(?:barre|seuil) de qualité
score <- score obtient
grid factor <- facteur d.émissions?(?: du réseau)?|facteur du réseau
did you use <- avez-vous (?:utilisé|pris|retenu)
and what is its source <- et quelle (?:en )?est (?:la|sa) source
which of my answers <- (?:laquelle|lesquelles|quelles?) de (?:mes|nos) réponses
firm up <- préciser|vérifier|consolider|affermir
in two sentences <- en (?:deux|2) phrases
defend it <- (?:le |la |l.)?(?:défendre|justifier)
board <- comité|conseil d.administration
hosting <- (?:l.|d.)?hébergement
comes second <- (?:vient|arrive) en deuxième
""",
    "es": r"""
rules engine <- motor de reglas
fell out <- (?:se )?qued(?:aron|ó|an) fuera|(?:fueron|fue|han sido) (?:descartad|excluid|
+eliminad)[oa]s?
retrieval in our documents <- (?:la )?búsqueda (?:en|de) (?:los |nuestros )?documentos
a smaller card <- una (?:tarjeta|gpu) más pequeña
a smaller chip <- un chip más pequeño|una máquina más pequeña
is there <- habría
would do the job <- que (?:hiciera|haría|hiciese|haga) el trabajo|que (?:baste|bastara|bastaría)
and what would it cost <- (?:y )?cu[aá]nto costaría
and how often must it be repeated <- (?:y )?(?:cada cuánto(?: tiempo)?|con qué frecuencia) (?:hay|
+habrá|habría) que (?:repetir|reentrenar|volver a hacer)(?:lo|la)?
quality bar <- (?:el )?(?:listón|umbral|nivel mínimo) de calidad
grid factor <- factor de (?:emisión|emisiones|red)(?: de la red)?
did you use <- (?:usaste|usasteis|usaron|habéis usado|utilizaron|utilizasteis)
where was it published <- d[oó]nde (?:se publicó|está publicado)
which of my answers <- cuál(?:es)? de (?:mis|nuestras) respuestas
firm up <- (?:precisar|comprobar|verificar|asegurar|concretar)
in two sentences <- en (?:dos|2) frases
defend it <- defender(?:lo|la)?|justificar(?:lo|la)?
board <- comité|consejo|junta
""",
    "pt": r"""
could we use a rules engine <- d[aá] para usar um motor de regras
rules engine <- motor de regras
fell out <- fic(?:aram|ou) (?:de )?fora|(?:foram|foi) (?:descartad|excluíd|eliminad)[oa]s?
chip decision and why <- escolha d[oe]s? chips? e por ?qu[eê]
chip decision <- escolha d[oe]s? chips?
and why <- e por ?qu[eê](?=\W*$)
because of <- por causa d[aeo]s?
retrieval in our documents <- (?:a )?(?:busca|pesquisa) n[oa]s (?:nossos )?documentos
a smaller card <- uma (?:placa|gpu) menor
a smaller chip <- um chip menor|uma máquina menor
is there <- (?:existe|há|haveria)
would do the job <- que (?:daria conta|desse conta|dê conta)(?: do (?:trabalho|recado))?|que faria o
+ trabalho
and what would it cost <- (?:e )?quanto custaria
and how often must it be repeated <- (?:e )?(?:de quanto em quanto tempo|com que frequência) (?:é
+ preciso|se deve|temos de|temos que|há que) (?:repetir|refazer|retreinar)(?:-lo|-la)?
quality bar <- (?:a )?(?:barra|patamar|limiar|fasquia) de qualidade
grid factor <- fator (?:de emissão|da rede|de emissões)(?: da rede)?
which of my answers <- qua(?:l|is) das (?:minhas|nossas) respostas
firm up <- (?:confirmar|verificar|precisar|firmar)
in two sentences <- em (?:duas|2) frases
defend it <- defender|justificar
board <- comitê|comité|conselho|diretoria
""",
    "it": r"""
rules engine <- motore (?:di|a) regole
is used <- viene usat[oa]|è usat[oa]
inference technique <- tecnica di inferenza
fell out <- (?:sono|è) stat[oiae] (?:esclus|scartat|eliminat)[oiae]|(?:sono|è) rimast[oaie] fuori
and why <- e perch[eé](?=\W*$)
was chosen <- è stat[oa] scelt[oa]
customization <- tecnica di personalizzazione|personalizzazione
retrieval in our documents <- (?:la )?ricerca nei (?:nostri )?documenti
need <- richiede|serve per
a smaller card <- una (?:scheda|gpu) più piccola
a smaller chip <- un chip più piccolo|una macchina più piccola
is there <- c.è|ci sarebbe|esiste
would do the job <- che (?:basterebbe|basti|farebbe il lavoro|faccia il lavoro)
and what would it cost <- (?:e )?quanto costerebbe
and how often must it be repeated <- (?:e )?(?:ogni quanto|con che frequenza) (?:va|bisogna|si deve|
+occorre) (?:ripeter(?:e|lo|la)|ripetuto|ripetuta|rifarlo)
quality bar <- (?:la )?soglia di qualità
grid factor <- fattore (?:di emissione|di emissioni|della rete)(?: della rete)?
which of my answers <- qual[ei] delle (?:mie|nostre) risposte
firm up <- (?:precisare|verificare|consolidare)
in two sentences <- in (?:due|2) frasi
defend it <- difender(?:e|lo|la)|giustificar(?:e|lo|la)
board <- comitato|consiglio|direzione
why \1 rather than our own servers <- perch[eé] ([\w ]+) e non i nostri server
""",
}
"""As those of `foreign_turns`, before which they are tried."""
