### The messages that address the reader, with `je`.

footer-kept = Wat hier staat, doen wij. En je kunt het nakijken.
statement-lead = Hier lees je welke gegevens wij gebruiken, waarom, en hoe lang. Achter elke belofte staat of wij ons eraan houden.
proof-verify-how = Elke controle staat in een logboek dat niemand ongemerkt kan veranderen. Download een ontvangstbewijs en kijk het na met het programma gestand-verify en de sleutel hieronder. Je hebt ons daar niet voor nodig.
request-lead = Het zijn jouw gegevens. Je mag zien wat wij hebben, en vragen om het te verbeteren, te verwijderen of mee te nemen. Dat is gratis.
access-title = Je gegevens zien
access-what = Wij zoeken op wat wij over je hebben. Je krijgt het in een overzicht, met uitleg waarom wij het gebruiken en wie het krijgt.
erasure-title = Je gegevens laten verwijderen
rectification-title = Je gegevens laten verbeteren
restriction-title = Je gegevens tijdelijk niet laten gebruiken
restriction-what = Wij bewaren je gegevens dan alleen nog. Bijvoorbeeld zolang wij nakijken of ze kloppen.
portability-title = Je gegevens meenemen
portability-what = Je krijgt de gegevens die je ons gaf als bestand. Daarmee kun je naar een andere verhuurder.
ask-portability = Neem je gegevens mee
request-title-rectification = Laat je gegevens verbeteren
request-title-restriction = Laat je gegevens tijdelijk niet gebruiken
request-title-portability = Neem je gegevens mee
request-lead-rectification = Vul in wie je bent, wat er niet klopt en wat het moet zijn.
request-lead-restriction = Vul in wie je bent en waarom wij je gegevens een tijd niet mogen gebruiken.
request-lead-portability = Vul in wie je bent. Je krijgt wat je ons zelf gaf, en wat wij met een computer gebruiken voor een contract of met je toestemming.
restriction-ground-accuracy = De gegevens kloppen niet. Gebruik ze niet zolang jullie dat nakijken.
restriction-ground-unlawful = Jullie mogen deze gegevens niet gebruiken. Maar ik wil ook niet dat jullie ze weggooien.
restriction-ground-claim = Jullie hebben de gegevens niet meer nodig, maar ik wel, voor een rechtszaak.
restriction-ground-objection = Ik heb bezwaar gemaakt. Gebruik de gegevens niet zolang jullie daarover beslissen.
hint-transfer-to = Laat leeg als je de gegevens alleen zelf wilt hebben. Anders sturen wij ze door als dat technisch kan.
check-lead-rectification = Kijk alles na. Daarna sturen wij het als verzoek om je gegevens te verbeteren.
check-lead-restriction = Kijk alles na. Daarna sturen wij het als verzoek om je gegevens een tijd niet te gebruiken.
check-lead-portability = Kijk alles na. Daarna sturen wij het als verzoek om je gegevens mee te nemen.
follow-lift-announced = Wij gaan je gegevens weer gewoon gebruiken. Hieronder lees je waarom. Ben je het er niet mee eens? Laat het ons meteen weten.
follow-lifting = Wij maken je gegevens weer vrij voor gewoon gebruik.
follow-restricted = { $count ->
    [one] 1 gegeven van jou bewaren wij alleen nog.
   *[other] { $count } gegevens van jou bewaren wij alleen nog.
  } Voordat wij het weer gewoon gebruiken, hoor je het van ons.
recipients-what = Deze ontvangers kunnen je gegevens ook hebben.
note-lift = Waarom wij je gegevens weer gaan gebruiken
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
copy-title = Stuur een afgeschermde kopie van je identiteitsbewijs
copy-offer = Zo laat je zien wie je bent, zonder langs te komen.
copy-back = Terug naar je verzoek
copy-lead = Maak eerst een kopie die niemand kan misbruiken. Daarna kun je hem sturen.
copy-how = Zo maak je de kopie
copy-make = Maak een kopie van je identiteitsbewijs op papier. Van een kaart: de voorkant en de achterkant.
copy-rule-bsn = Maak je burgerservicenummer helemaal zwart, overal waar het staat.
copy-rule-bsn-strip = Kijk ook onderaan, in de regels met de tekens <<<. Staat je burgerservicenummer daar? Maak het ook daar helemaal zwart.
copy-rule-photo = Dek je pasfoto helemaal af.
copy-kept = Is er iets niet goed? Dan zie je dat meteen en bewaren wij niets. Een goede kopie ziet alleen de privacy officer. Wij vernietigen hem als wij weten wie je bent, en in elk geval na { $day }.
copy-camera = Meteen een foto maken met je telefoon
copy-tries = { $count ->
    [one] Je kunt nog één keer een kopie sturen.
   *[other] Je kunt nog { $count } keer een kopie sturen.
  }
copy-no-more = Je hebt te vaak een kopie gestuurd. Dat kan nu niet meer.
copy-other-way = Lukt het niet, of stuur je liever niets? Neem contact met ons op. Er zijn andere manieren.
copy-received = Wij hebben je kopie op { $moment }.
copy-received-next = De kopie is goed afgeschermd. Wij kijken er nu naar. Stuur je een nieuwe, dan vervalt deze.
paper-offer = Zoek je een woning, en vroegen wij om je inkomensverklaring?
paper-to = Lever je inkomensverklaring in
paper-title = Lever je inkomensverklaring in
paper-lead = Je krijgt deze verklaring van de Belastingdienst.
paper-masked-first = Staat je burgerservicenummer erop? Wij maken het eerst onleesbaar. Pas daarna bewaren wij de verklaring.
paper-number-hint = Dit nummer staat in onze brieven. Vul nooit je burgerservicenummer in.
paper-taken = Je inkomensverklaring is binnen
paper-taken-lead = Wat op een burgerservicenummer leek, is eerst zwart gemaakt. Het bestand dat je stuurde, hebben wij niet bewaard.
paper-masked-none = Wij vonden geen burgerservicenummer op je verklaring.
paper-taken-keep = Bewaar het nummer van ontvangst. Noem het als je ons iets wilt vragen.
