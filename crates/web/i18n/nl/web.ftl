### Texts of the site in Dutch, the source language. What addresses the reader with `u` has a message with `je` in
### `nl-informal`; the workspace addresses colleagues with `je`.

## Frame

skip = Naar de inhoud
nav-main = Hoofdmenu
nav-work = Werkplek
nav-statement = Privacyverklaring
nav-proof = Bewijs
nav-request = Verzoek doen
nav-follow = Verzoek volgen
nav-today = Vandaag
nav-cases = Verzoeken
nav-retention = Bewaren
nav-ledger = Logboek
log-in = Inloggen
log-out = Uitloggen
footer-kept = Wat hier staat, doen wij. En u kunt het nakijken.
footer-pdf = Verklaring als pdf
footer-text = Verklaring als tekst
footer-staff = Voor medewerkers
title-mistake = Fout:
yes = ja
no = nee
optional = (niet verplicht)
mistakes-title = Er klopt iets niet in het formulier
step-of = Stap { $step } van { $of }
contents = Op deze pagina
pages = Pagina's
page-number = Pagina { $number }
page-of = Pagina { $number } van { $of }
page-previous = Vorige
page-next = Volgende

## Statement and proof

statement-eyebrow = Wat wij met gegevens doen
statement-lead = Hier leest u welke gegevens wij gebruiken, waarom, en hoe lang. Achter elke belofte staat of wij ons eraan houden.
statement-counts = Hoeveel beloften kloppen
statement-version = Versie van { $day }.
statement-policy = Deze tekst komt uit ons privacybeleid, versie
details = { $count ->
    [one] Meer hierover (1)
   *[other] Meer hierover ({ $count })
  }
mark-link = Bekijk het bewijs:
mark-kept = Klopt
mark-broken = Klopt niet
mark-unknown = Niet te zien
mark-stated = Toegezegd
mark-means-kept = Wij hebben gekeken en het is zo.
mark-means-broken = Wij hebben gekeken en het is niet zo. Wij werken eraan.
mark-means-unknown = Wij konden niet kijken, bijvoorbeeld omdat een systeem niet bereikbaar was.
mark-means-stated = Wij zeggen dit toe. Er is nog geen controle die ernaar kijkt.
proof-eyebrow = Zijn wij ons woord gestand?
proof-title = Het bewijs bij de privacyverklaring
proof-lead = Elke belofte uit onze privacyverklaring staat hier, met wat wij hebben nagekeken, wanneer, en wat wij zagen.
proof-promises = De beloften
proof-verify = Zelf nakijken
proof-verify-how = Elke controle staat in een logboek dat niemand ongemerkt kan veranderen. Download een ontvangstbewijs en kijk het na met het programma gestand-verify en de sleutel hieronder. U hebt ons daar niet voor nodig.
ledger-size = Regels in het logboek
ledger-index = Logboek { $index }
verifier-key = Sleutel om na te kijken
checkpoint = Ondertekende stand van het logboek
checked-at = Nagekeken op { $moment }
receipt = Ontvangstbewijs
check-retention = Is alles weg dat over de termijn is?
check-answer-on-time = Zijn alle verzoeken op tijd beantwoord?
check-identity-first = Is er pas gezocht toen zeker was wie het vroeg?
check-no-bsn = Staat er nergens een burgerservicenummer?
check-only-named-data = Staan er alleen gegevens die wij noemen?
check-nothing-came-back = Is niets teruggekomen van wat gewist is?
promise-requests = een verzoek doen
promise-identification = burgerservicenummer en identiteitsbewijs
promise-rights-access = recht op inzage
promise-rights-erasure = recht op verwijdering
fact-late = te laat
fact-held = tegengehouden
fact-grace-days = dagen speling
fact-source-down = niet bereikbaar
fact-open = open
fact-searched = gezocht
fact-without = zonder vaststellen wie het is
fact-found = gevonden
fact-places = waar
fact-unnamed-fields = velden die wij niet noemen
fact-records = gegevens
fact-source = bron
fact-sources = bronnen
fact-persons = personen
fact-method = hoe
fact-channel = langs
fact-form = vorm
fact-due-on = antwoord uiterlijk
fact-statutory-due-on = wettelijk uiterlijk
fact-received-on = ontvangen
fact-ground = grond
fact-kind = soort
fact-case = verzoek
fact-outcome = uitkomst
fact-status = uitkomst
fact-check = controle
fact-promise = belofte
fact-verdict = oordeel
fact-proposal = voorstel
fact-accepted = voorstellen overgenomen
fact-released = vrijgegeven
fact-until = tot
fact-functions = functies
fact-pack = beleid
fact-version = versie
fact-absent = nagekeken weg
fact-answers = antwoorden
fact-by = door het systeem
fact-class = soort gegeven
fact-findings = gevonden gegevens
fact-json-bytes = bytes als bestand
fact-pdf-bytes = bytes als pdf
fact-number = nummer
fact-packages = antwoorden met bestanden
fact-records-digest = vingerafdruk van de gegevens
fact-rule = regel
fact-sha256 = vingerafdruk
fact-steps = stappen
fact-unreadable = niet te lezen
fact-back = teruggekomen
fact-reused-keys = oude sleutel, ander gegeven
fact-looked-at = nagezocht
fact-dismissed = niet wat gewist was
fact-verb = handeling
fact-withheld = alsnog bewaard

## Asking

request-title = Een verzoek doen
request-lead = Het zijn uw gegevens. U mag zien wat wij hebben, en vragen om het te verwijderen. Dat is gratis.
access-title = Uw gegevens zien
access-what = Wij zoeken op wat wij over u hebben. U krijgt het in een overzicht, met uitleg waarom wij het gebruiken en wie het krijgt.
erasure-title = Uw gegevens laten verwijderen
erasure-what = Wij verwijderen wat wij niet meer nodig hebben. Moeten wij iets bewaren van de wet? Dan vertellen wij wat, waarom en tot wanneer.
follow-what = Kijk waar uw verzoek is, of haal het antwoord op.
ask-access = Vraag uw gegevens op
ask-erasure = Laat gegevens verwijderen
request-title-access = Vraag uw gegevens op
request-title-erasure = Laat uw gegevens verwijderen
request-lead-access = Vul in wie u bent. Met meer gegevens vinden wij u sneller, maar naam en e-mail zijn genoeg.
request-lead-erasure = Vul in wie u bent en wat er weg moet. Naam en e-mail zijn genoeg.
request-bsn = Stuur geen burgerservicenummer en geen kopie van een identiteitsbewijs. Wij vragen er niet om en bewaren het niet.
who-legend = Wie vraagt het?
what-legend = Waar gaat het om?
field-name = Naam
field-email = E-mailadres
hint-email = Voor berichten over dit verzoek.
field-received-on = Ontvangen op
hint-received-on = Laat leeg als het vandaag is. De termijn telt vanaf deze dag.
field-birth-date = Geboortedatum
hint-birth-date = Bijvoorbeeld 12-3-1984. Hiermee houden wij mensen met dezelfde naam uit elkaar.
field-postcode = Postcode
hint-postcode = Bijvoorbeeld 1234 AB.
field-relation-number = Relatienummer
hint-relation-number = Staat op brieven van ons. Niet bij de hand? Laat het leeg.
field-message = Toelichting
hint-message = Bijvoorbeeld: het gaat om mijn vorige woning.
field-phone = Telefoonnummer
to-check = Verder naar nakijken
check-title = Klopt dit?
check-lead-access = Kijk alles na. Daarna sturen wij het als verzoek om uw gegevens te zien.
check-lead-erasure = Kijk alles na. Daarna sturen wij het als verzoek om uw gegevens te verwijderen.
not-filled = niet ingevuld
send = Verstuur het verzoek
change = Wijzigen
sent-title = Wij hebben het verzoek ontvangen
sent-lead = Het antwoord komt uiterlijk op { $day }.
sent-keep = Bewaar nummer en code. Hiermee volgt u het verzoek en haalt u het antwoord op. De code laten wij maar één keer zien.
sent-next = Wat er nu gebeurt
sent-next-identity = Wij kijken of u echt bent wie u zegt. Zo krijgt niemand anders uw gegevens.
sent-next-search = Wij zoeken in al onze systemen, en vragen het aan collega's waar dat niet vanzelf kan.
sent-next-answer = Het antwoord staat uiterlijk op { $day } klaar.
number = Nummer
code = Code
hint-number = Bijvoorbeeld 2026-0012.
hint-code = Twaalf letters en cijfers. Streepjes en hoofdletters maken niet uit.
follow-title = Volg uw verzoek
follow-lead = Vul het nummer en de code in die u bij het versturen kreeg.
follow-enter = Bekijk het verzoek
follow-lost = Code kwijt? Bel of mail ons. Wij kunnen de code niet zien, maar helpen u verder.
follow-page-title = Verzoek { $number }
answered-on = Beantwoord op
follow-leave = Sluit deze pagina af
follow-received = Wij hebben het verzoek ontvangen. Nu kijken wij of u echt bent wie u zegt.
follow-identified = Wij weten dat u het bent. Nu zoeken wij u op in onze systemen.
follow-searching = Wij zoeken in al onze systemen.
follow-reviewing = Wij kijken alles na, zodat er geen gegevens van anderen in het antwoord staan.
follow-executing = Wij zijn aan het verwijderen en kijken na of het echt weg is.
follow-answered = Het antwoord is klaar.
follow-closed = Dit verzoek is afgerond.
follow-refused = Wij doen niet wat u vraagt. Hieronder staat waarom, en wat u kunt doen.
follow-withdrawn = U hebt dit verzoek ingetrokken.
received-on = Ontvangen op
due-on = Antwoord uiterlijk
extended = verlengd
note-extension = Waarom het langer duurt
note-refusal = Waarom wij weigeren
answer-title = Het antwoord
answer-until = Het antwoord staat klaar tot { $moment }.
download-pdf = Download als pdf
download-html = Download als webpagina
download-json = Download als gegevensbestand
download-zip = Alles met de documenten (zip)
download-which = De pdf is om te lezen. Het gegevensbestand (JSON) is om mee te nemen naar een ander systeem. In de zip zit alles, ook de documenten.
withdraw-title = Het verzoek intrekken
withdraw-what = Wij stoppen dan met zoeken en sturen geen antwoord. U kunt altijd een nieuw verzoek doen.
withdraw-do = Trek het verzoek in
stage-received = Ontvangen
stage-identified = Wie het vraagt
stage-searching = Zoeken
stage-reviewing = Nakijken
stage-executing = Verwijderen
stage-answered = Antwoord
stage-at-done = klaar
stage-at-now = nu
stage-at-next = daarna

## Mistakes in forms

error-name-empty = Vul een naam in.
error-too-long = Deze tekst is te lang. Maak hem korter.
error-email-empty = Vul een e-mailadres in.
error-email-form = Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.
error-date-form = Dit is geen datum. Schrijf dag, maand en jaar, zoals 12-3-1984.
error-date-future = Deze datum is nog niet geweest. Kijk het jaar na.
error-postcode-form = Dit is geen Nederlandse postcode. Schrijf vier cijfers en twee letters, zoals 1234 AB.
error-number-empty = Vul het nummer van het verzoek in.
error-code-empty = Vul de code in.
error-follow-wrong = Nummer en code horen niet bij elkaar, of de code is verlopen. Kijk ze na.
error-login-wrong = Naam of wachtwoord klopt niet.
error-choose = Maak een keuze.
error-candidate = Kies wie het is, of kies dat de persoon er niet bij staat.
error-answer-empty = Schrijf op wat je vond, of kies dat je niets vond.
error-reason-empty = Schrijf de uitleg op. De aanvrager krijgt hem te lezen.
error-ground-empty = Kies een grond: iemand krijgt iets niet, en moet weten waarom.
error-ground-unknown = Deze grond kent het beleid niet. Kies er een uit de lijst.
error-method-not-allowed = Deze manier staat niet in het beleid. Kies er een uit de lijst.
error-verdict-unfit = Dit oordeel past niet bij dit verzoek.
error-field-empty = Vul dit in.

## What goes wrong

problem-code = Foutcode { $code }
problem-back = Ga terug
problem-title-not-found = Deze pagina is er niet
problem-happened-not-found = Het adres klopt niet, of de pagina is weg.
problem-next-not-found = Kijk het adres na, of begin opnieuw.
problem-title-form-expired = Dit formulier is niet meer geldig
problem-happened-form-expired = Het formulier is al verstuurd, of stond te lang open. Er is nu niets verstuurd.
problem-next-form-expired = Ga terug, laad de pagina opnieuw en vul het formulier nog een keer in.
problem-title-other-site = Dit formulier kwam van een andere website
problem-happened-other-site = Voor de veiligheid nemen wij alleen formulieren aan van onze eigen pagina's. Er is niets gedaan.
problem-next-other-site = Ga naar onze eigen pagina en probeer het daar.
problem-title-too-large = Dit is te veel tekst
problem-happened-too-large = Het formulier is groter dan 64 kilobyte. Er is niets verstuurd.
problem-next-too-large = Maak de tekst korter en probeer het opnieuw.
problem-title-unreadable = Dit formulier konden wij niet lezen
problem-happened-unreadable = Er is niets verstuurd.
problem-next-unreadable = Ga terug en probeer het opnieuw.
problem-title-method = Dit kan hier niet
problem-happened-method = Deze pagina is er alleen om te bekijken, of alleen voor een formulier. Er is niets gedaan.
problem-next-method = Ga terug en begin opnieuw.
problem-title-forbidden = Dit mag je niet met deze functie
problem-happened-forbidden = Deze pagina of handeling is voor een andere functie. Er is niets gedaan.
problem-next-forbidden = Vraag het aan de privacy officer.
problem-title-login = Log opnieuw in
problem-happened-login = De sessie is verlopen.
problem-next-login = Log in en probeer het opnieuw.
problem-title-internal = Er ging bij ons iets mis
problem-happened-internal = Dit ligt aan ons. Wat er nu gevraagd werd, is misschien niet gebeurd.
problem-next-internal = Kijk eerst of het toch gelukt is. Probeer het anders over een paar minuten opnieuw.
problem-title-throttled = Even wachten
problem-happened-throttled = Het is te vaak misgegaan. Daarom houden wij het even tegen.
problem-next-throttled = { $minutes ->
    [one] Probeer het over een minuut opnieuw.
   *[other] Probeer het over { $minutes } minuten opnieuw.
  }
problem-title-source = Een bron is niet te lezen
problem-happened-source = De bron { $source } geeft geen antwoord. Er is niets veranderd.
problem-next-source = Vraag de beheerder om naar de bron te kijken. Probeer het daarna opnieuw.
problem-title-conflict = Dit kan nu niet
problem-next-conflict = Ga terug en kijk hoe het er nu voor staat.
conflict-cannot-erase-here = Een gegeven staat in een bron waar Gestand niet kan wissen. Kies daar voor bewaren, of laat het daar eerst zelf weghalen.
conflict-case-state = Dit verzoek is al een stap verder, of iemand anders was eerder. Er is niets veranderd.
conflict-plan-state = Dit plan is al een stap verder, of iemand anders was eerder. Er is niets veranderd.
conflict-plan-open = Er is nog een plan open. Maak dat eerst af of wijs het af.
conflict-work-elsewhere = Hier wordt nu al aan gewerkt. Wacht even en kijk hoe het er dan voor staat.
conflict-nothing-due = Er is nu niets dat weg moet. Er is geen plan gemaakt.
conflict-plan-not-complete = Dit plan is nog niet klaar. Het certificaat komt daarna.
conflict-records-undecided = Niet alle gegevens hebben een oordeel. Het antwoord is nog niet gemaakt.
conflict-task-answered = Deze taak is al beantwoord. Er is niets veranderd.
conflict-no-extension = Verlengen kan niet meer, of de privacyverklaring staat het niet toe. Er is niets veranderd.
conflict-hold-of-request = Deze blokkade hoort bij een open verzoek. Ze gaat vanzelf weg als het verzoek klaar is.
conflict-hold-released = Deze blokkade is al vrijgegeven.

## Workspace: today and lists

login-title = Inloggen op de werkplek
login-lead = Voor medewerkers.
login-help = Geen account, of het wachtwoord kwijt? Vraag het aan de functioneel beheerder.
field-login = Gebruikersnaam
field-password = Wachtwoord
today-title = Wat er vandaag ligt
register = Verzoek vastleggen
source-down = De bron { $source } is niet te lezen
tile-cases = { $count ->
    [one] open verzoek
   *[other] open verzoeken
  }
tile-tasks = { $count ->
    [one] open taak
   *[other] open taken
  }
tile-overdue = gegevens over de termijn
tile-overdue-unknown = over de termijn: niet te tellen, een bron is niet te lezen
came-back = { $count ->
    [one] 1 gewist gegeven staat er weer
   *[other] { $count } gewiste gegevens staan er weer
  }
came-back-what = Dat kan komen door een reservekopie die is teruggezet, of door een nieuwe import. Er ligt een plan om ze weer te wissen.
tile-broken = { $count ->
    [one] controle klopt niet
   *[other] controles kloppen niet
  }
no-cases = Er zijn geen open verzoeken.
no-cases-found = Er zijn geen verzoeken met dit filter.
no-tasks = Er zijn geen open taken.
no-plans = Er zijn geen open plannen.
cases-open = Open verzoeken, de eerste termijn bovenaan
cases-by-deadline = Verzoeken, de eerste termijn bovenaan
tasks-title = Taken
tasks-open = Open taken
plans-title = Plannen
plans-open = Plannen die nog niet klaar zijn
plans-all = Plannen, het nieuwste bovenaan
what = Wat
state = Stand
source = Bron
request = Verzoek
open-tasks = Open taken
records = Gegevens
held = Tegengehouden
proposed-on = Voorgesteld op
filter-all = Alles
filter-do = Toon
filter-open = Open
filter-over = Afgerond
due-done = klaar
due-today = vandaag
due-late = { $days ->
    [one] 1 dag te laat
   *[other] { $days } dagen te laat
  }
due-left = { $days ->
    [one] nog 1 dag
   *[other] nog { $days } dagen
  }
urgency-overdue = te laat
urgency-soon = bijna
urgency-in-time = op tijd
urgency-done = klaar
kind-access = Inzage
kind-erasure = Verwijdering
state-received = Ontvangen
state-identified = Persoon zoeken
state-searching = Bronnen doorzoeken
state-reviewing = Beoordelen
state-executing = Aan het verwijderen
state-answered = Beantwoord
state-closed = Gesloten
state-refused = Geweigerd
state-withdrawn = Ingetrokken
task-open = Open
task-answered = Beantwoord
task-nothing-found = Niets gevonden
plan-kind-retention = Bewaartermijn
plan-kind-erasure = Verwijderverzoek
plan-kind-reappeared = Teruggekomen na wissen
plan-state-proposed = Wacht op goedkeuring
plan-state-approved = Goedgekeurd
plan-state-running = Wordt uitgevoerd
plan-state-completed = Klaar
plan-state-stopped = Gestopt
plan-state-rejected = Afgewezen

## Workspace: a request

register-title = Een verzoek vastleggen
register-lead = Voor iemand die belt, schrijft of langskomt. De termijn begint vandaag.
register-kind = Wat vraagt de persoon?
register-channel = Hoe kwam het binnen?
register-what = Wat zei of schreef de persoon?
registered-title = Het verzoek is vastgelegd
registered-lead = Het antwoord moet er uiterlijk op { $day } zijn.
registered-give = Geef nummer en code aan de persoon: zo kan die het verzoek volgen en het antwoord ophalen. De code zie je maar één keer.
to-case = Naar het verzoek
to-plan = Naar plan { $number }
channel-phone = telefoon
channel-letter = brief
channel-office = kantoor
channel-email = e-mail
channel-website = website
method-office-visit = kwam langs op kantoor
method-show-document = liet een identiteitsbewijs zien
method-video-call = via beeldbellen
method-control-questions = gaf goed antwoord op controlevragen
method-masked-copy = stuurde een afgeschermde kopie (niet bewaard)
method-known-account = logde in met een bekend account
method-call-back = teruggebeld op het nummer dat wij kennen
refusal-manifestly-unfounded = Het verzoek is duidelijk zonder grond
refusal-excessive = Het verzoek is buitensporig
refusal-repeated-within-year = Hetzelfde verzoek is er in het afgelopen jaar geweest
refusal-disproportionate-effort = Het kost onredelijk veel moeite
refusal-impossible = Het kan niet
refusal-rights-of-others = Het raakt de rechten van anderen
refusal-statutory-retention = Een wet zegt dat wij moeten bewaren
next-step = De volgende stap
statutory-due = wettelijk uiterlijk
requester = De aanvrager
channel = Binnengekomen via
identity = Wie het is
identity-not-yet = nog niet vastgesteld
searches = Bronnen
searches-not-yet = Er is nog niet gezocht.
search-pending = Wacht
search-searched = Doorzocht
search-task = Gevraagd aan een collega
search-failed = Mislukt
records-count = { $count ->
    [one] 1 gegeven
   *[other] { $count } gegevens
  }
step-identity = Stel vast dat de aanvrager is wie die zegt. Kies de lichtste manier die genoeg zekerheid geeft.
step-identity-how = Hoe heb je het vastgesteld?
step-identity-keep = Bewaar niets van een identiteitsbewijs.
step-identity-do = Identiteit is vastgesteld
step-person = Wij zochten de aanvrager op in alle bronnen. Kies zelf wie het is: er wordt niemand samengevoegd.
step-person-who = Wie is de aanvrager?
step-person-none-found = In geen enkele bron staat iemand die erop lijkt.
step-person-nobody = De aanvrager staat in geen bron
step-person-do = Zoek in alle bronnen
score = gelijkenis { $score } van 100
candidate-same = { $field } is gelijk
candidate-differs = { $field } is anders
step-search-failed = { $count ->
    [one] Een bron gaf geen antwoord. Zonder die bron is het antwoord niet volledig.
   *[other] { $count } bronnen gaven geen antwoord. Zonder die bronnen is het antwoord niet volledig.
  }
step-search-do = Zoek opnieuw
step-search-wait = { $count ->
    [0] Er wordt gezocht. Laad de pagina zo opnieuw.
    [one] Een collega moet nog antwoorden. Daarna kun je verder.
   *[other] { $count } collega's moeten nog antwoorden. Daarna kun je verder.
  }
step-review = { $count ->
    [one] Van 1 gegeven kon het beleid niet beslissen. Kijk ernaar en geef een oordeel.
   *[other] Van { $count } gegevens kon het beleid niet beslissen. Kijk ernaar en geef een oordeel.
  }
step-review-accept = { $count ->
    [one] Neem het voorstel over
   *[other] Neem alle { $count } voorstellen over
  }
step-complete-access = Alles heeft een oordeel. Het antwoord kan gemaakt worden.
step-complete-erasure = Alles heeft een oordeel. Wat weg mag, wordt verwijderd met een plan. Daarna komt het antwoord. Dit is niet terug te draaien.
step-complete-do-access = Maak het antwoord
step-complete-do-erasure = Verwijder en maak het antwoord
step-executing = Het verwijderen loopt. Deze pagina ververst zichzelf.
step-close-answered = Het antwoord staat klaar voor de aanvrager. Sluit het verzoek als alles gedaan is.
step-close-refused = Het verzoek is geweigerd. Sluit het als de aanvrager het bericht heeft.
step-close-withdrawn = De aanvrager trok het verzoek in. Je kunt het sluiten.
step-close-do = Sluit het verzoek
step-closed = Er is niets meer te doen. Het dossier blijft tot zijn eigen termijn voorbij is.
package-built = Antwoord gemaakt op { $built }, op te halen tot { $until }. { $count ->
    [0] Nog niet opgehaald.
    [one] 1 keer opgehaald.
   *[other] { $count } keer opgehaald.
  }
findings = Gevonden ({ $count })
proposal = Voorstel
about-other = over een ander
finding-title = { $class }: { $count } gegevens
finding-lead = Deze gegevens zijn op dezelfde manier beoordeeld. Hoort er één niet bij? Beoordeel dat gegeven dan apart.
finding-first = Dit is de eerste van { $count } gegevens met hetzelfde oordeel.
finding-all = Bekijk ze allemaal
finding-apart = Beoordeel dit apart
document-open = Open het document
decide = Oordeel geven
decide-do = Leg het oordeel vast
verdict = Wat gebeurt ermee?
verdict-include = In het antwoord
verdict-redact = In het antwoord, gegevens van anderen onleesbaar
verdict-exclude = Niet in het antwoord
verdict-existence-notice = Alleen melden dat het er is
verdict-erase = Verwijderen
verdict-keep = Bewaren
ground = Grond
ground-when = (nodig als iemand iets niet krijgt en je afwijkt van het voorstel)
ground-none = Geen
reason-until = , tot en met { $day }
reason-nothing-excludes = Niets in het beleid houdt dit tegen
reason-others-data = Er staan gegevens van een ander in
reason-excluded-by-policy = Het beleid heeft hiervoor een uitzondering
reason-must-be-weighed = Dit moet een mens afwegen
reason-term-runs = De bewaartermijn loopt nog
reason-still-needed = Dit is nog nodig
reason-held = Er is een blokkade
reason-no-longer-needed = Dit is niet meer nodig
reason-consent-only = Dit mocht alleen met toestemming
reason-no-rule = Het beleid heeft hier geen regel voor
reason-officer-decided = Zo beslist door de privacy officer
record-mark-work-note = werknotitie
record-mark-third-party = over derden
record-mark-litigation = geschil
record-mark-crime-prevention = opsporing
role-subject = over de aanvrager zelf
role-reporter = als melder
role-reported = als degene over wie gemeld is
role-co-subject = samen met een ander
otherwise = Als het anders loopt
extend-title = Termijn verlengen
extend-what = Alleen als het verzoek ingewikkeld is of er veel verzoeken zijn. De nieuwe termijn wordt { $day }. De aanvrager leest de reden.
extend-do = Verleng de termijn
field-reason = Waarom duurt het langer?
hint-reason = De aanvrager leest dit. Schrijf gewone taal.
refuse-title = Verzoek weigeren
refuse-what = Weigeren mag alleen op een grond van de wet. De aanvrager leest de uitleg, en waar die kan klagen.
refuse-ground = Op welke grond?
refuse-do = Weiger het verzoek
field-explanation = Uitleg
withdrawn-title = Aanvrager trekt het verzoek in
withdrawn-what = Alleen als de aanvrager dat zelf zei of schreef.
withdrawn-do = Leg vast dat het is ingetrokken
history = Verloop
history-received = Ontvangen
history-identity-confirmed = Identiteit vastgesteld
history-subject-chosen = Persoon gekozen
history-searched = Bron doorzocht
history-search-completed = Zoeken klaar
history-review-completed = Beoordelen klaar
history-plan-proposed = Plan gemaakt
history-plan-approved = Plan goedgekeurd
history-plan-completed = Plan klaar
history-answered = Antwoord gemaakt
history-package-built = Antwoord gemaakt
history-erased = Verwijderd
history-executing = Verwijderen begonnen
history-extended = Termijn verlengd
history-refused = Geweigerd
history-withdrawn = Ingetrokken
history-downloaded = Antwoord opgehaald
history-closed = Gesloten
history-reopened = Verder gegaan: een blokkade is vrijgegeven
actor-system = het systeem
actor-requester = de aanvrager
task-title = Zoek in: { $source }
task-person = Over wie het gaat
task-answer = Wat heb je gevonden?
field-answer = Antwoord
hint-answer = Neem over wat er over deze persoon staat. Gaat iets over een ander? Zeg dat erbij.
task-send = Verstuur het antwoord
task-nothing = Niets gevonden

## Workspace: retention, plans, proof, ledger

retention-title = Bewaren en vernietigen
retention-lead = { $count ->
    [0] Er is nu niets over de termijn.
    [one] 1 gegeven is over de termijn.
   *[other] { $count } gegevens zijn over de termijn.
  }
propose = Maak een plan
rules = Regels
rules-caption = Bewaarregels met wat er over de termijn is
rule = Regel
term = Termijn
due-records = Over de termijn
oldest = Oudste
rule-own = uit de privacyverklaring
rule-law = uit de wet
not-counted = niet te tellen
rule-problem-groups = Voor deze gegevens gelden meer regels; deze regel telt daarom niet zelf.
rule-problem-no-term = De termijn is niet in dagen, maanden of jaren te tellen.
rule-problem-not-destroyed = Na de termijn worden deze gegevens niet vernietigd.
holds = Blokkades
holds-what = Wat geblokkeerd is, wordt niet vernietigd: een blokkade gaat voor elke termijn.
holds-caption = Blokkades die nu gelden
no-holds = Er zijn geen blokkades.
hold-incident = Incident
hold-claim = Geschil of claim
hold-request = Verzoek
hold-restriction = Beperking
hold-reason-open-request = open verzoek
hold-reason-incident = er is een incident
hold-until-case-closed = tot het verzoek gesloten is
hold-until-incident-settled = tot het incident is afgehandeld
hold-until-inquiry-closed = tot het onderzoek klaar is
reason = Reden
until = Tot
placed-on = Geplaatst op
hold-title = Blokkade
hold-waits = Wat hierop wacht
hold-waits-caption = Gegevens die wachten, per regel of verzoek
hold-waits-by = Regel of verzoek
hold-nothing-waits = Er wacht niets op deze blokkade.
hold-release-what = Geef je de blokkade vrij, dan gaan verzoeken om te wissen meteen verder: wat weg moet, wordt gewist en de aanvrager krijgt een nieuw antwoord. Wat over de termijn is, komt vannacht in een plan.
release-and-plan = Geef vrij en maak meteen een plan
replay-title = Terug na wissen
replay-what = Elke nacht kijkt Gestand of iets dat gewist is, er weer staat, bijvoorbeeld door een teruggezette reservekopie. Dat kan ook nu.
replay = Kijk nu na of er iets terug is
release = Geef vrij
plan-title = Plan { $number }
plan-lead = { $count ->
    [one] Dit plan gaat over 1 gegeven.
   *[other] Dit plan gaat over { $count } gegevens.
  } { $held ->
    [0] Er wordt niets tegengehouden.
   *[other] { $held } zijn erbuiten gehouden door een blokkade.
  }
plan-progress = { $done } van { $of } stappen klaar
plan-refresh = Deze pagina ververst zichzelf.
plan-approve-what = Kijk de regels en de voorbeelden na. Na goedkeuring begint het meteen. Het is niet terug te draaien.
plan-approve = { $count ->
    [one] Keur goed en vernietig 1 gegeven
   *[other] Keur goed en vernietig { $count } gegevens
  }
plan-reject = Wijs het plan af
plan-waits = Dit plan wacht op goedkeuring door de privacy officer.
plan-stopped = Een deel is niet gelukt. Wat gelukt is, blijft gedaan. Los het probleem op en ga verder.
plan-idle = Er werkt nu niemand aan dit plan. Gestand gaat er zelf mee verder. Je kunt het ook nu laten doen.
plan-reject-reappeared = Is dit niet wat gewist was? Wijs het plan dan af. Gestand meldt deze gegevens dan niet meer.
plan-earlier = eerder gewist met plan { $number }
plan-resume = Ga verder
plan-groups = Wat er gebeurt
plan-groups-caption = Per regel en bron: hoeveel gegevens, en wat is nagekeken
records-of = Waarvan
verified = Nagekeken weg
withheld = Alsnog bewaard
samples = Voorbeelden
samples-keys = sleutels
steps-failed = { $count ->
    [one] 1 stap mislukt
   *[other] { $count } stappen mislukt
  }
verb-delete = verwijderen
verb-clear = deels leegmaken
certificate = Certificaat van vernietiging
certificate-what = Alles in dit plan is verwijderd en daarna opnieuw gezocht en niet gevonden. Het ontvangstbewijs is na te kijken zonder ons.
certificate-pdf = Certificaat (pdf)
receipt-file = Ontvangstbewijs
approved = Goedgekeurd door
completed = Klaar op
policy = Beleid
work-proof-title = Houden wij ons woord?
work-proof-lead = Elke belofte met haar controles. Wat niet klopt staat bovenaan.
run-checks = Kijk nu alles na
diagnostics = Opmerkingen over het beleid ({ $count })
ledger-lead = Elke handeling staat hier, zonder persoonsgegevens. Veranderen zonder dat het opvalt kan niet.
ledger-verify = Reken alles na
ledger-fine = Alles klopt: { $count } regels nagerekend.
ledger-fault = Er klopt iets niet in het logboek. Bewaar een kopie en vraag de beheerder.
ledger-last = De laatste regels
ledger-caption = De laatste regels, de nieuwste bovenaan
when = Wanneer
facts = Feiten
entry-policy-activated = Nieuw beleid in werking
entry-case-opened = Verzoek ontvangen
entry-identity-confirmed = Identiteit vastgesteld
entry-subject-resolved = Persoon opgezocht
entry-source-answered = Bron doorzocht
entry-record-judged = Oordeel over een gegeven
entry-package-built = Antwoord gemaakt
entry-package-delivered = Antwoord opgehaald
entry-term-extended = Termijn verlengd
entry-case-closed = Verzoek gesloten
entry-case-reopened = Verzoek gaat verder
entry-plan-proposed = Plan gemaakt
entry-plan-approved = Plan goedgekeurd
entry-step-applied = Stap uitgevoerd en nagekeken
entry-step-failed = Stap mislukt
entry-plan-completed = Plan klaar
entry-plan-cancelled = Plan afgewezen
entry-hold-placed = Blokkade geplaatst
entry-hold-released = Blokkade vrijgegeven
entry-consent-given = Toestemming gegeven
entry-consent-withdrawn = Toestemming ingetrokken
entry-objection-made = Bezwaar gemaakt
entry-value-opened = Verzegeld gegeven geopend
entry-disclosed = Gegevens gegeven aan een ontvanger
entry-account-created = Account gemaakt
entry-account-changed = Account veranderd
entry-promise-checked = Belofte nagekeken
entry-erased-person = Gegevens en sleutel van een persoon vernietigd
entry-keys-rotated = Hoofdsleutel vervangen
entry-restored = Reservekopie teruggezet

## What was done

done-identity = De identiteit is vastgesteld.
done-person = De persoon is gekozen en alle bronnen zijn gevraagd.
done-search = De bronnen zijn opnieuw gevraagd.
done-verdict = Het oordeel is vastgelegd.
done-apart = Het gegeven staat nu apart en wacht op een oordeel.
done-proposals = De voorstellen zijn overgenomen.
done-complete = Het beoordelen is afgerond.
done-extend = De termijn is verlengd.
done-refuse = Het verzoek is geweigerd.
done-withdraw = Het verzoek is ingetrokken.
done-close = Het verzoek is gesloten.
done-task = Het antwoord is vastgelegd.
done-release = De blokkade is vrijgegeven.
done-replay = Alles is nagekeken. Er is geen nieuw plan nodig.
done-approve = Het plan is goedgekeurd en begint.
done-reject = Het plan is afgewezen. Er is niets vernietigd.
done-resume = Het plan gaat verder.
done-checks = Alles is nagekeken.

## Register van verwerkingsactiviteiten
nav-processing = Register
processing-title = Register van verwerkingsactiviteiten
processing-eyebrow = Wat wij met gegevens doen
processing-lead = Hier staat van elke activiteit waarvoor wij gegevens gebruiken, van wie ze zijn, wie ze krijgt en hoe lang wij ze bewaren. Het register komt uit hetzelfde beleid als onze privacyverklaring.
processing-since = Geldt vanaf { $since }.
processing-old = Dit is een oude versie. Zij gold van { $since } tot { $until }.
processing-now = Naar het register van nu
processing-whole = Naar het hele register
processing-activities = Activiteiten
processing-to = om { $purpose }
processing-keep = bewaard { $term }
processing-weighed = belangen afgewogen op { $day }
processing-nobody = Niemand anders krijgt deze gegevens.
processing-only-if = alleen bij:
processing-address = Vast adres
processing-terms = Bewaartermijnen
processing-terms-about = De balk laat zien hoe lang wij gegevens bewaren na de gebeurtenis die erbij staat. Een open balk heeft geen getal: dan bepaalt de gebeurtenis het einde.
processing-as-table = Bekijk de termijnen als tabel
processing-kept = Wat wij bewaren
processing-how-long = Hoe lang
processing-then = Daarna
processing-name = Naam
processing-visit = Bezoekadres
processing-post = Postadres
processing-email = E-mail
processing-phone = Telefoon
processing-officer-by-controller = bereikbaar via de organisatie

## Versions of the policy, and its editor

nav-policy = Beleid
version-list-title = Versies van de verklaring
version-list-lead = Hier staan alle versies van onze privacyverklaring: vanaf welke dag elke versie geldt, en waarom er iets veranderde.
version-caption = Alle versies, de nieuwste eerst
version-version = Versie
version-title = Versie { $number }
version-from = Geldt vanaf
version-until = Tot
version-why = Waarom
version-current = geldt nu
version-upcoming = Op { $day } verandert de privacyverklaring.
version-old = Dit is een oude versie.
version-held = Deze versie gold vanaf { $from }. Sinds { $until } geldt een andere versie.
version-holds = Deze versie geldt nu, vanaf { $from }.
version-to-current = Naar de verklaring die nu geldt
version-all = Alle versies
version-pdf = Deze versie als pdf
version-text = Deze versie als tekst
version-changes = Wat er met deze versie veranderde
version-no-changes = Geen zin van de verklaring is anders dan in de versie ervoor.
version-origin-files = Uit de bestanden van het beleid.
version-origin-program = Uit een nieuwe uitgave van het programma.
version-origin-editor = Geschreven en goedgekeurd in de werkplek.
editor-title = Beleid
editor-lead = Versie { $number } geldt sinds { $day }. Alles wat hier verandert, geldt pas als een tweede functionaris het goedkeurt.
editor-state-draft = Ontwerp
editor-state-proposed = Voorstel wacht op goedkeuring
editor-state-scheduled = Goedgekeurd, wacht op zijn dag
editor-written-by = Geschreven door
editor-approved-by = Goedgekeurd door
editor-reason = Waarom verandert het beleid?
editor-reason-hint = Iedereen kan dit lezen bij de versies van de verklaring. Noem geen personen.
editor-despite = Waarom toch, met fouten?
editor-despite-hint = { $count ->
    [one] De controle vindt 1 fout. Schrijf op waarom dit toch in werking mag.
   *[other] De controle vindt { $count } fouten. Schrijf op waarom dit toch in werking mag.
  }
editor-day-hint = Bijvoorbeeld 1-1-2027. Leeg: zodra het is goedgekeurd.
editor-propose = Leg voor aan een tweede functionaris
editor-approve = Keur goed
editor-approve-what = Kijk alles hieronder na. Na goedkeuren geldt dit beleid vanaf de dag die erbij staat.
editor-waits = Een andere privacy officer moet dit goedkeuren. Wie het voorlegde of er als laatste in schreef, kan dat niet.
editor-send-back = Stuur terug
editor-take-back = Neem terug
editor-note = Opmerking voor de schrijver
editor-note-hint = Wat moet er anders?
editor-note-outdated = Dit voorstel kon op zijn dag niet in werking: er gold intussen een andere versie, of het was niet meer te lezen. Werk het bij en leg het opnieuw voor.
editor-outdated = Dit is gemaakt op versie { $base }. Intussen geldt een andere versie. Werk het eerst bij.
editor-rebase = Werk bij naar de versie die nu geldt
editor-both = Deze bestanden zijn in het ontwerp en in de nieuwe versie allebei veranderd. Het ontwerp is gebleven zoals het was. Vergelijk ze:
editor-discard = Gooi het ontwerp weg
editor-discard-sure = Ik weet het zeker: alles wat in dit ontwerp is geschreven, verdwijnt.
editor-review = Wat er verandert
editor-summary = Tegenover de versie die nu geldt. Bevindingen: { $new } nieuw, { $mended } opgelost, { $same } gelijk gebleven. Zinnen van de verklaring die veranderen: { $sentences }.
editor-unreadable = Dit beleid is niet te lezen. Los eerst de fouten op; daarna is te zien wat er verandert.
editor-forbids-requests = Met dit beleid mag niemand verzoeken van mensen behandelen. Zo kan het niet in werking.
editor-unsaved = Nog niet opgeslagen.
editor-new = { $count ->
    [one] 1 nieuwe bevinding
   *[other] { $count } nieuwe bevindingen
  }
editor-mended = { $count ->
    [one] 1 bevinding opgelost
   *[other] { $count } bevindingen opgelost
  }
editor-same = { $count ->
    [one] 1 bevinding gelijk gebleven
   *[other] { $count } bevindingen gelijk gebleven
  }
editor-sentences = { $count ->
    [one] 1 zin van de verklaring verandert
   *[other] { $count } zinnen van de verklaring veranderen
  }
editor-sentence-added = Nieuw
editor-sentence-removed = Vervalt
editor-sentence-changed = Veranderd
editor-was = Was
editor-becomes = Wordt
editor-line = regel { $line }
editor-severity-error = Fout
editor-severity-warning = Waarschuwing
editor-severity-check = Kijk na
editor-files = Bestanden
editor-files-caption = Bestanden van het beleid, en de woordenlijsten waarop het bouwt
editor-file = Bestand
editor-pack = Pakket
editor-read-only = Alleen lezen
editor-file-same = Zoals het geldt
editor-file-changed = Veranderd
editor-file-added = Nieuw
editor-file-removed = Vervalt
editor-new-file = Nieuw bestand
editor-new-file-hint = Kleine letters, cijfers en streepjes, met .yaml aan het eind. Bijvoorbeeld: mandaten.yaml.
editor-new-file-do = Maak het bestand
editor-versions = Versies
editor-versions-caption = Alle versies, met wie ze schreef en goedkeurde
editor-text = Tekst van het bestand
editor-text-hint = YAML. Een leeg bestand vervalt bij het opslaan.
editor-save = Sla op in het ontwerp
editor-save-over = Sla mijn tekst toch op
editor-check = Kijk na zonder op te slaan
editor-not-saved = Niet opgeslagen; deze tekst staat nog in het formulier.
editor-conflict-next = Hieronder staat de tekst van de ander. Neem over wat goed is. Opslaan vervangt die tekst daarna door deze.
editor-theirs = De tekst die nu in het ontwerp staat
editor-locked = Dit ligt voor of is goedgekeurd. Neem het eerst terug om verder te schrijven.
editor-vocabulary = Dit bestand hoort bij een woordenlijst die alle corporaties delen. Het is hier alleen te lezen.
editor-in-force = Dit bestand zoals het nu geldt
editor-not-there = Dit bestand is er nu nog niet.
editor-lines = Tekst met regelnummers
error-text-too-large = Dit bestand is te groot. Een bestand is hooguit 1 MB; splits het.
error-file-name = Schrijf een naam als mandaten.yaml: kleine letters, cijfers en streepjes, met .yaml aan het eind
error-sure = Zet een vinkje als je het zeker weet
error-date-past = Kies een dag vanaf vandaag
error-date-far = Kies een dag binnen twee jaar
conflict-draft-text = Iemand anders heeft dit bestand intussen veranderd.
conflict-draft-state = Het ontwerp is intussen veranderd, voorgelegd of al in werking. Er is niets veranderd. Kijk opnieuw.
conflict-draft-unreadable = Dit ontwerp is niet te lezen. Los eerst de fouten op. Er is niets voorgelegd.
conflict-draft-forbids-requests = Met dit beleid mag niemand verzoeken van mensen behandelen. Er is niets voorgelegd.
conflict-draft-outdated = Dit ontwerp is gemaakt op een versie die niet meer geldt. Werk het eerst bij. Er is niets veranderd.
conflict-draft-unchanged = Dit ontwerp is gelijk aan de versie die geldt. Er is niets voor te leggen.
conflict-draft-errors = De controle vindt fouten waarvoor geen reden is opgeschreven. Stuur het voorstel terug. Er is niets goedgekeurd.
conflict-four-eyes = Wie een beleid voorlegde of er als laatste in schreef, kan het niet goedkeuren. Vraag een andere privacy officer. Er is niets veranderd.
conflict-version-unreadable = Deze versie is met deze uitgave van het programma niet te lezen.
conflict-policy-changed = Er kwam intussen een andere versie van het beleid in werking. Probeer het opnieuw.
entry-policy-proposed = Nieuw beleid voorgelegd
entry-policy-approved = Nieuw beleid goedgekeurd
entry-policy-returned = Voorstel voor beleid teruggestuurd of teruggenomen
fact-base = gemaakt op versie
fact-effective-on = geldt vanaf
fact-errors = fouten
fact-origin = herkomst
done-policy-save = Opgeslagen in het ontwerp.
done-policy-propose = Voorgelegd. Een andere privacy officer kan het nu goedkeuren.
done-policy-active = Goedgekeurd. Dit beleid geldt vanaf nu.
done-policy-scheduled = Goedgekeurd. Dit beleid geldt vanaf de dag die erbij staat.
done-policy-return = Het voorstel is weer een ontwerp.
done-policy-rebase = Het ontwerp is bijgewerkt naar de versie die nu geldt.
done-policy-discard = Het ontwerp is weg. Het beleid dat geldt, is gebleven.

## Cookies
nav-cookies = Cookies

## Uitreiken van de verklaring
nav-hand-over = Uitreiken
hand-over-title = Verklaring uitreiken
hand-over-lead = Leg vast dat iemand de privacyverklaring kreeg. Het nummer zelf bewaren we niet: in het logboek komt alleen een code waarmee je het later kunt opzoeken.
hand-over-pdf = De verklaring als pdf, om te printen of te sturen
hand-over-on-day = Welke versie gold op een dag?
hand-over-number = Relatienummer of contractnummer
hand-over-number-hint = Bijvoorbeeld R-0042. Nooit een BSN.
hand-over-when = Wanneer
hand-over-how = Hoe
hand-over-record = Leg vast
hand-over-look-up = Opzoeken
hand-over-search = Zoek op
hand-over-none = Bij dit nummer is niets vastgelegd.
hand-over-found = Wat bij dit nummer is vastgelegd
hand-over-day = Dag
hand-over-moment-at-collection = Toen de gegevens werden gevraagd
hand-over-moment-at-signing = Bij het tekenen van het contract
hand-over-moment-on-request = Toen de persoon erom vroeg
hand-over-way-paper = Op papier
hand-over-way-email = Per e-mail
hand-over-way-portal = In het klantportaal
done-hand-over = Vastgelegd dat de verklaring is uitgereikt.
entry-statement-handed-over = Privacyverklaring uitgereikt
fact-moment = moment
fact-way = manier
fact-changes = veranderingen voor mensen
fact-inform-first = eerst te vertellen
version-on-title = Welke versie gold op een dag?
version-on-day = Dag
version-on-hint = Dag, maand en jaar, zoals 1-10-2026.
version-on-look = Zoek op
version-on-held = Op { $day } gold deze versie:
version-on-none = Op die dag gold nog geen van deze versies.
editor-touched = Lopend werk dat dit raakt
editor-touched-cases = Deze open verzoeken houden de termijn die ze hebben:
editor-touched-plans = In deze plannen verandert een regel. Wat daarvan nog niet is gedaan, gebeurt volgens het nieuwe beleid:
change-for-people = Wat er voor mensen verandert
change-first = Eerst vertellen
