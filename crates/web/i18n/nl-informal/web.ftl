### The messages that address the reader, with `je`.

footer-kept = Wat hier staat, doen wij. En je kunt het nakijken.
statement-lead = Hier lees je welke gegevens wij gebruiken, waarom, en hoe lang. Achter elke belofte staat of wij ons eraan houden.
proof-verify-how = Elke controle staat in een logboek dat niemand ongemerkt kan veranderen. Download een ontvangstbewijs en kijk het na met het programma gestand-verify en de sleutel hieronder. Je hebt ons daar niet voor nodig.
request-lead = Het zijn jouw gegevens. Je mag zien wat wij hebben, en vragen om het te verwijderen. Dat is gratis.
access-title = Je gegevens zien
access-what = Wij zoeken op wat wij over je hebben. Je krijgt het in een overzicht, met uitleg waarom wij het gebruiken en wie het krijgt.
erasure-title = Je gegevens laten verwijderen
follow-what = Kijk waar je verzoek is, of haal het antwoord op.
ask-access = Vraag je gegevens op
request-title-access = Vraag je gegevens op
request-title-erasure = Laat je gegevens verwijderen
request-lead-access = Vul in wie je bent. Met meer gegevens vinden wij je sneller, maar naam en e-mail zijn genoeg.
request-lead-erasure = Vul in wie je bent en wat er weg moet. Naam en e-mail zijn genoeg.
check-lead-access = Kijk alles na. Daarna sturen wij het als verzoek om je gegevens te zien.
check-lead-erasure = Kijk alles na. Daarna sturen wij het als verzoek om je gegevens te verwijderen.
sent-keep = Bewaar nummer en code. Hiermee volg je het verzoek en haal je het antwoord op. De code laten wij maar één keer zien.
sent-next-identity = Wij kijken of je echt bent wie je zegt. Zo krijgt niemand anders je gegevens.
follow-title = Volg je verzoek
follow-lead = Vul het nummer en de code in die je bij het versturen kreeg.
follow-lost = Code kwijt? Bel of mail ons. Wij kunnen de code niet zien, maar helpen je verder.
follow-received = Wij hebben het verzoek ontvangen. Nu kijken wij of je echt bent wie je zegt.
follow-identified = Wij weten dat jij het bent. Nu zoeken wij je op in onze systemen.
follow-refused = Wij doen niet wat je vraagt. Hieronder staat waarom, en wat je kunt doen.
follow-withdrawn = Je hebt dit verzoek ingetrokken.
withdraw-what = Wij stoppen dan met zoeken en sturen geen antwoord. Je kunt altijd een nieuw verzoek doen.
