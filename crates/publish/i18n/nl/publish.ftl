# Teksten van de privacyverklaring, de antwoorden en de certificaten. Geschreven met "u"; voor "je" zie src/lang.rs.

## Algemeen
page = Pagina
page-of = van
list-and = en
length-hours = { $count } uur
length-days = { $count ->
    [one] { $count } dag
   *[other] { $count } dagen
}
length-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weken
}
length-months = { $count ->
    [one] { $count } maand
   *[other] { $count } maanden
}
length-years = { $count } jaar
keep-until = tot { $event }
keep-after = tot { $length } na { $event }
keep-after-book-year = tot { $length } na { $event }, gerekend vanaf het eind van dat boekjaar
keep-as-needed = zolang dat nodig is
basis-consent = toestemming
basis-contract = overeenkomst
basis-legal-obligation = wettelijke plicht
basis-vital-interest = levensbelang
basis-public-task = taak van algemeen belang
basis-legitimate-interest = gerechtvaardigd belang
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

## Titels van de verklaring
statement-title = Privacyverklaring van { $name }
statement-policy-version = Deze tekst komt uit ons privacybeleid, versie { $version }.
section-who = Wie wij zijn
section-principles = Hoe wij met gegevens omgaan
section-bases = Waarom wij gegevens mogen gebruiken
section-data = Welke gegevens wij gebruiken
section-purposes = Waarvoor wij gegevens gebruiken
section-origins = Hoe wij aan gegevens komen
section-recipients = Met wie wij gegevens delen
section-transfers = Waar de gegevens staan
section-retention = Hoe lang wij gegevens bewaren
section-cameras = Camera's
section-cookies = Cookies en de website
section-social-media = Sociale media
section-screening = Controle van kandidaten
section-rights = Uw rechten
section-objection = U kunt bezwaar maken
section-exclusions = Wat buiten een antwoord kan blijven
section-complaints = Klachten
section-breaches = Datalekken
section-security = Beveiliging
section-changes = Wijzigingen en versie

## Wie wij zijn
who-controller = { $name } is verantwoordelijk voor de persoonsgegevens in deze verklaring.
who-statement-of = Dit is de privacyverklaring van { $name }.
who-dpo = Wij hebben een functionaris gegevensbescherming (FG).
who-no-dpo = Wij hebben geen functionaris gegevensbescherming (FG).
who-officer-no-dpo = Wij hebben een Privacy Officer. Dat is geen functionaris gegevensbescherming (FG).
who-officer = Wij hebben een Privacy Officer.
label-visiting-address = Bezoekadres
label-postal-address = Postadres
label-phone = Telefoon
label-email = E-mail
label-website = Website
label-contact-form = Contactformulier
laws = Deze wetten noemen wij:

## Grondslagen
bases-intro = De wet noemt redenen waarom een organisatie gegevens mag gebruiken. Wij gebruiken deze redenen.
why-consent = u hebt ons toestemming gegeven.
why-contract = wij hebben de gegevens nodig voor een overeenkomst met u, of om die voor te bereiden.
why-legal-obligation = een wet verplicht ons om de gegevens te gebruiken.
why-vital-interest = iemand is in levensgevaar.
why-public-task = wij voeren een taak uit die de wet ons geeft.
why-legitimate-interest = wij hebben er een goede reden voor, en die weegt zwaarder dan uw privacy.

## Gegevens
data-of-whom = Wij gebruiken gegevens van deze groepen:
data-category = Dit gebruiken wij: { $label }.
data-special = Dit zijn bijzondere persoonsgegevens.
data-criminal = Dit zijn strafrechtelijke gegevens.
bsn-stored = Wij bewaren uw burgerservicenummer (BSN).
bsn-not-stored = Wij bewaren uw burgerservicenummer (BSN) niet.
bsn-masked = Staat een BSN op een papier dat wij krijgen? Dan maken wij het onleesbaar.
copies-never = Wij maken en bewaren geen kopie van uw identiteitsbewijs.
copies-masked = Wij nemen alleen een kopie van uw identiteitsbewijs aan als deze punten in orde zijn:
copies-seen = Wij bekijken uw identiteitsbewijs, maar bewaren er geen kopie van.
copies-stored = Wij bewaren een kopie van uw identiteitsbewijs.
mask-bsn = het BSN is onleesbaar
mask-photo = de foto is onleesbaar
mask-document-number = het documentnummer is onleesbaar
mask-marked-as-copy = er staat op dat het een kopie is
mask-recipient = er staat op voor wie de kopie is
mask-date = de datum staat erop

## Doelen
purpose = Wij gebruiken gegevens om { $purpose }.
purpose-label = Wij gebruiken gegevens voor { $label }.
detail-basis = Reden volgens de wet: { $basis }
detail-law = Wet: { $law }
detail-interest = Ons belang: { $interest }
detail-ground = Uitzondering voor gevoelige gegevens: { $ground }
detail-subjects = Van wie: { $subjects }
detail-data = Welke gegevens: { $data }
detail-about = Gaat over: { $data }
detail-origins = Gekregen van: { $origins }
detail-functions = Wie ermee werken: { $functions }
detail-recipients = Wie gegevens kunnen krijgen: { $recipients }
detail-open-ended = Deze lijst is niet volledig.
consent-explicit = U geeft apart toestemming voor dit doel.
consent-tick-box = U geeft toestemming door een vakje aan te kruisen.
consent-implied = Wij zien het gebruik van de website of een reactie als toestemming.
consent-bundled = De toestemming hoort bij iets anders dat u aanvraagt.
consent-withdraw = U kunt uw toestemming intrekken: { $channels }.
automated-decisive = Een computer neemt hierbij een besluit.
automated-not = Een computer neemt hierbij geen besluit over u.
automated-profiling = Wij maken hierbij een profiel.
automated-safeguards = Uw rechten daarbij: { $safeguards }
art22-human-review = een medewerker kijkt opnieuw
art22-express-view = u kunt uw mening geven
art22-contest = u kunt het besluit aanvechten
art22-explanation = u krijgt uitleg
origins-intro = Gegevens krijgen wij van uzelf, en soms van anderen.
origin = Wij kunnen gegevens krijgen van: { $label }.
origin-public = Wij kunnen gegevens halen uit een openbaar register: { $label }.

## Delen
recipient = Wij kunnen gegevens delen met: { $label }.
what-is-needed = wat nodig is
disclosed-for = Voor { $activity }: { $data }.
disclosed = Welke gegevens: { $data }.
disclosed-open-ended = Soms zijn meer gegevens nodig.
disclosed-only-if = Alleen als dit geldt: { $conditions }.
condition-demand = zij eisen het op grond van de wet
condition-covenant = er is een convenant
condition-consent = u hebt toestemming gegeven
condition-mandate = u hebt een machtiging gegeven
condition-own-assessment = wij hebben zelf beoordeeld dat het mag
condition-order = er is een bevel
condition-judgment = de rechter heeft het bepaald
role-processor = Zij werken in onze opdracht en mogen de gegevens alleen daarvoor gebruiken.
role-controller = Zij zijn zelf verantwoordelijk voor wat zij met de gegevens doen.
role-joint = Wij zijn samen met hen verantwoordelijk.
role-authority = Zij hebben volgens de wet een eigen bevoegdheid.
agreement-required = Wij hebben afspraken over de gegevens op papier gezet.
agreement-possible = Wij kunnen afspraken over de gegevens op papier zetten.
detail-region = Waar: { $region }
detail-safeguard = Bescherming: { $safeguard }
detail-forbidden = Zij mogen de gegevens hier niet voor gebruiken: { $what }
forbidden-marketing = reclame
forbidden-own-use = eigen doelen
forbidden-resale = verkoop aan anderen
region-netherlands = Nederland
region-eu = de Europese Unie
region-eea = de Europese Economische Ruimte (EER)
region-third-country = een land buiten de Europese Economische Ruimte (EER)
safeguard-adequacy-decision = de Europese Commissie vindt dat het land gegevens goed beschermt
safeguard-standard-contractual-clauses = standaardcontract van de Europese Commissie
safeguard-binding-corporate-rules = bindende regels binnen een groep bedrijven
safeguard-consent = uw toestemming
stored-in = Wij bewaren gegevens in { $region }.
outside-allowed = Gegevens gaan alleen naar een land buiten de Europese Economische Ruimte (EER) als ze daar beschermd zijn.

## Bewaren
all-data = alle gegevens
kept = { $label }: dit bewaren wij { $term }.
kept-unstated = { $label }: hiervoor geldt een bewaartermijn.
then-destroy = Daarna vernietigen wij de gegevens.
then-anonymise = Daarna maken wij de gegevens anoniem.
then-either = Daarna vernietigen wij de gegevens of maken wij ze anoniem.
detail-automatic = Dit gaat vanzelf.
detail-holds = Wij vernietigen nog niet bij: { $holds }
hold-incident = een incident dat wij onderzoeken
hold-claim = een juridisch geschil
hold-request = een verzoek dat nog loopt
hold-restriction = een beperking waar u om vroeg
detail-hold-limit = Uiterste grens daarvan: { $limit }
detail-past-term = Oude bestanden kunnen langer blijven staan dan deze termijn.

## Camera's
camera = Wij gebruiken camera's op deze plek: { $label }.
camera-purpose = Wij doen dat om { $purpose }.
camera-signs = Borden of stickers laten zien dat er camera's zijn.
camera-hidden = Er zijn ook verborgen camera's.
camera-not-hidden = Er zijn geen verborgen camera's.
camera-avoids = De camera's filmen dit niet: { $avoids }
camera-viewers = Wie de beelden mogen bekijken: { $viewers }
camera-reasons = Wanneer wij beelden bekijken: { $reasons }
camera-kept = Wij bewaren de beelden { $term }.
avoids-homes = woningen
avoids-public-road = de openbare weg
viewing-calamity = een calamiteit
viewing-burglary = inbraak
viewing-destruction = vernieling
viewing-vandalism = vandalisme
viewing-nuisance = overlast
viewing-police-request = een verzoek van de politie
viewing-incident = een incident

## Cookies
cookies-opt-in = Wij plaatsen alleen noodzakelijke en onschuldige cookies voordat u een keuze maakt.
cookies-implied = Wij zien het gebruik van de website als toestemming voor cookies.
cookies-not-asked = Wij vragen geen toestemming voor cookies.
cookies-refuse = Cookies weigeren is even makkelijk als toestaan.
cookies-only = Wij plaatsen alleen deze soorten cookies:
cookies-elsewhere = Meer over cookies leest u hier: { $page }
cookie = Wij gebruiken deze cookie: { $label }.
cookie-aim = { $label }. Doel van deze cookie: { $aim }.
cookie-functional = functioneel
cookie-analytic = statistiek
cookie-video = video
cookie-marketing = reclame
cookie-class = Soort: { $class }
cookie-supplier = Leverancier: { $supplier }
cookie-names = Naam: { $names }
cookie-session = Verdwijnt als u de website sluit.
cookie-lifetime = Blijft staan: { $length }
cookie-shared = De leverancier deelt gegevens met anderen.
cookie-not-shared = De leverancier deelt geen gegevens met anderen.

## Rechten
right-information = U mag weten welke gegevens wij gebruiken en waarvoor.
right-access = U mag zien welke gegevens wij van u hebben.
right-rectification = U mag vragen om fouten in uw gegevens te verbeteren.
right-erasure = U mag vragen om uw gegevens te verwijderen.
right-restriction = U mag vragen om uw gegevens een tijd niet te gebruiken.
right-portability = U mag gegevens die u ons gaf meenemen in een bestand.
right-objection = U mag bezwaar maken tegen het gebruik van uw gegevens.
right-marketing-objection = U mag altijd bezwaar maken tegen reclame. Dan stoppen wij daarmee.
right-withdrawal = U mag uw toestemming altijd intrekken.
right-gives = U krijgt: { $what }
right-ground = Dit kan als: { $ground }
right-exception = Uitzondering: { $text }
right-bases = Geldt als wij gegevens gebruiken op grond van: { $bases }
right-term = U krijgt antwoord binnen { $length }.
right-channels = Zo kunt u dit doen: { $channels }
right-all-data = Dit geldt voor al uw gegevens.
gives-copy = een kopie
gives-purposes = de doelen
gives-categories = de soorten gegevens
gives-recipients = wie de gegevens kreeg
gives-term = hoe lang wij bewaren
gives-source = waar de gegevens vandaan komen
gives-rights = uw rechten
gives-automated = uitleg over besluiten door een computer
gives-correct = verbetering van fouten
gives-complete = aanvulling van wat ontbreekt
ground-17-1-a = de gegevens zijn niet meer nodig
ground-17-1-b = u trekt uw toestemming in
ground-17-1-c = uw bezwaar slaagt
ground-17-1-d = wij hadden de gegevens niet mogen gebruiken
ground-17-1-e = de wet zegt dat wij moeten wissen
ground-17-1-f = het gaat om gegevens van een kind op internet
ground-18-1-a = u zegt dat de gegevens niet kloppen
ground-18-1-b = wij mogen de gegevens niet gebruiken, maar u wilt niet dat wij ze wissen
ground-18-1-c = wij hebben ze niet meer nodig, maar u wel voor een rechtszaak
ground-18-1-d = u hebt bezwaar gemaakt en wij moeten nog beslissen
ground-21-1 = u hebt daar een reden voor die met uw situatie te maken heeft
ground-21-2 = wij gebruiken de gegevens voor reclame
exception-statutory-retention = een wet zegt dat wij moeten bewaren
exception-contract = wij hebben de gegevens nodig voor een overeenkomst
exception-overriding-interest = ons belang weegt zwaarder
exception-expression = vrijheid van meningsuiting
exception-claims = wij hebben de gegevens nodig voor een rechtszaak
exception-public-interest = het algemeen belang
request-channels = U kunt een verzoek doen: { $channels }.
request-term = U krijgt antwoord binnen { $length }.
request-term-receipt = U krijgt antwoord binnen { $length } nadat wij uw verzoek kregen.
request-term-complete = U krijgt antwoord binnen { $length } nadat wij alle informatie van u hebben.
request-pause = De termijn kan stilstaan: { $pause }
request-extended = Is uw verzoek ingewikkeld? Dan kan het { $length } langer duren.
request-extended-total = Is uw verzoek ingewikkeld? Dan kan het in totaal { $length } duren.
request-extended-open = Is uw verzoek ingewikkeld? Dan kan het langer duren.
request-extension-told = Dat laten wij u weten binnen { $length }.
request-free = Een verzoek kost niets.
request-not-free = Voor een verzoek kunnen wij kosten vragen.
identity = Zo kunnen wij nagaan wie u bent:
identity-always = Wij vragen altijd wie u bent. Dat kan zo:
identity-on-doubt = Twijfelen wij of u het echt bent? Dan vragen wij om bewijs. Dat kan zo:
request-file-kept = Het dossier van uw verzoek bewaren wij { $term }.
request-refusal = Wij kunnen een verzoek weigeren om deze redenen:
request-refusal-reasoned = Weigeren wij? Dan leggen wij uit waarom.
request-remedies = Bent u het niet eens met ons antwoord? Dan kunt u terecht bij:
pause-identity-doubt = als wij nog niet weten of u het echt bent
pause-specification = als wij u vragen om uw verzoek duidelijker te maken
pause-missing-information = als er informatie ontbreekt
method-office-visit = u komt langs op kantoor
method-show-document = u laat uw identiteitsbewijs zien
method-video-call = wij bellen met beeld
method-control-questions = wij stellen controlevragen
method-masked-copy = u stuurt een afgeschermde kopie van uw identiteitsbewijs
method-known-account = u logt in met uw account
method-call-back = wij bellen u terug op het nummer dat wij kennen
refusal-manifestly-unfounded = het verzoek is duidelijk zonder grond
refusal-excessive = het verzoek is buitensporig
refusal-repeated-within-year = u deed hetzelfde verzoek in het afgelopen jaar
refusal-disproportionate-effort = het kost onredelijk veel moeite
refusal-impossible = het kan niet
refusal-rights-of-others = het raakt de rechten van anderen
refusal-statutory-retention = een wet zegt dat wij moeten bewaren
remedy-authority = de Autoriteit Persoonsgegevens
remedy-court = de rechter
remedy-internal = onszelf, met een klacht
channel-email = per e-mail
channel-letter = per brief
channel-form = met een formulier
channel-portal = in het klantportaal
channel-phone = per telefoon
channel-office = op kantoor
channel-website = via de website
channel-link = met de link in het bericht
exclusion = Dit kan buiten een antwoord blijven: { $label }.
exclusion-nothing = U krijgt deze gegevens niet.
exclusion-notice = Wij laten weten dat er iets is, maar u krijgt de inhoud niet.
exclusion-redacted = U krijgt het stuk. Wat over anderen gaat, maken wij onleesbaar.
complaint-own = U kunt een klacht bij ons indienen: { $channels }.
complaint-authority = U kunt een klacht indienen bij de Autoriteit Persoonsgegevens.
complaint-court = U kunt naar de rechter gaan.

## Datalekken
breach-authority-law = Wij melden een datalek bij de Autoriteit Persoonsgegevens, tenzij het risico voor mensen klein is.
breach-authority-always = Wij melden elk datalek bij de Autoriteit Persoonsgegevens.
breach-authority-serious = Wij melden een ernstig datalek bij de Autoriteit Persoonsgegevens.
breach-within = Dat doen wij binnen { $length }.
breach-persons-law = Is er een hoog risico voor u? Dan laten wij het u weten.
breach-persons-always = Wij laten het u altijd weten als uw gegevens bij een datalek horen.
breach-persons-harm = Heeft een datalek nadelige gevolgen voor u? Dan laten wij het u weten.

## Wijzigingen
version = Deze verklaring is van { $date }.
change-published = Een nieuwe versie staat op onze website.
change-reread = Lees deze verklaring daarom af en toe opnieuw.
change-notice = Bij een belangrijke wijziging staat er een bericht op onze website.
change-persons = Willen wij gegevens gebruiken voor een nieuw doel? Dan laten wij u dat eerst weten.
hand-website = Deze verklaring staat op onze website.
hand-collection = U krijgt deze verklaring als wij gegevens van u vragen.
hand-signing = U krijgt deze verklaring als u een contract tekent.
hand-request = U krijgt deze verklaring als u erom vraagt.
review-every = Wij kijken deze verklaring na, ten minste elke { $length }.

## Brieven
letter-to = Aan
letter-date = Datum
letter-number = Kenmerk
letter-greeting = Beste { $name },
letter-not-searched = Let op: dit antwoord is nog niet volledig. Hier konden wij niet zoeken:
letter-disagree = Bent u het niet eens met dit antwoord?
letter-disagree-intro = Dan kunt u dit doen:
letter-close = Met vriendelijke groet,
remedy-reply = Laat het ons weten. Noem daarbij kenmerk { $number }.
remedy-authority-line = U kunt een klacht indienen bij de Autoriteit Persoonsgegevens: autoriteitpersoonsgegevens.nl.
remedy-court-line = U kunt naar de rechtbank gaan. Doe dat binnen zes weken nadat u dit antwoord kreeg. U hoeft daarvoor niet eerst te klagen.
answer-policy-version = Dit antwoord volgt ons privacybeleid, versie { $version }.
access-title = Antwoord op uw verzoek om inzage
access-asked = Op { $date } kregen wij uw vraag welke persoonsgegevens wij van u hebben. Dit is ons antwoord.
access-nothing-found = Wij hebben gezocht, maar vonden geen gegevens van u.
access-enclosed = Bij deze brief vindt u:
access-enclosed-records = { $count ->
    [one] de gegevens die wij van u hebben: { $count } onderdeel
   *[other] de gegevens die wij van u hebben: { $count } onderdelen
}
access-enclosed-documents = { $count ->
    [one] { $count } document
   *[other] { $count } documenten
}
access-enclosed-context = uitleg: waarvoor wij gegevens gebruiken, wie ze krijgt, hoe lang wij ze bewaren en wat uw rechten zijn
access-some-left-out = { $count ->
    [one] Er ontbreekt { $count } onderdeel. Verderop leest u waarom.
   *[other] Er ontbreken { $count } onderdelen. Verderop leest u waarom.
}
access-source = Gegevens in: { $source }
access-class = { $class } ({ $count })
access-documents = Documenten bij dit antwoord
access-redacted = Niet getoond, omdat het over anderen gaat
access-left-out = Wat u niet krijgt, en waarom
access-existence-only = Wij laten u alleen weten dat dit er is.
access-purposes = Waarvoor wij deze gegevens gebruiken
access-recipients = Wie gegevens kreeg of kan krijgen
access-terms = Hoe lang wij deze gegevens bewaren
access-origins = Waar gegevens vandaan komen
access-automated = Besluiten door een computer
access-automated-none = Een computer neemt geen besluiten over u.
access-rights = Uw rechten
erasure-title = Antwoord op uw verzoek om gegevens te wissen
erasure-asked = Op { $date } vroeg u ons om uw persoonsgegevens te wissen. Dit is ons antwoord.
erasure-all = Wij hebben uw gegevens gewist. Daarna hebben wij gecontroleerd dat ze echt weg zijn. Hieronder staat wat er is gewist.
erasure-some = Wij hebben een deel van uw gegevens gewist. Een ander deel moeten of mogen wij bewaren. Hieronder staat wat er is gewist, wat blijft, en waarom.
erasure-none = Wij kunnen uw gegevens nu niet wissen. Hieronder staat waarom, en tot wanneer wij ze bewaren.
erasure-nothing-found = Wij hebben gezocht, maar vonden geen gegevens van u. Er was dus niets om te wissen.
erasure-erased = Wat is gewist
erasure-kept = Wat wij bewaren, en waarom
erasure-until-unknown = nog niet bekend
erasure-told = Wij hebben dit doorgegeven aan
column-document = Document
column-format = Soort bestand
column-what = Wat
column-count = Aantal
column-why = Waarom
column-law = Wet
column-purpose = Doel
column-basis = Reden volgens de wet
column-recipient = Ontvanger
column-data = Gegevens
column-term = Bewaartermijn
column-erased-on = Gewist op
column-until = Tot en met
column-rule = Regel
column-where = Waar
column-due = Termijn voorbij
column-absent = Weg, nagegaan
column-withheld = Op het laatst bewaard

## Certificaat
certificate-title = Certificaat van vernietiging
certificate-says = { $organisation } verklaart: { $count } records zijn vernietigd. Daarna is in de bron nagegaan dat ze weg zijn.
certificate-plan = Plan
certificate-kind = Soort
certificate-kind-retention = vernietiging na de bewaartermijn
certificate-kind-erasure = verzoek om te wissen
certificate-kind-replay = opnieuw wissen na een herstel
certificate-approved-by = Goedgekeurd door
certificate-automatic = niemand: volgens het beleid gaat dit vanzelf
certificate-approved-on = Goedgekeurd op
certificate-completed-on = Klaar op
certificate-held = Vastgehouden en dus niet vernietigd
certificate-policy-version = Versie van het beleid
certificate-destroyed = Wat is vernietigd
certificate-proof = Bewijs
certificate-check = Bij dit certificaat hoort een ontvangstbewijs (een tekstbestand) uit het logboek van Gestand. Controleer het zonder internet met het programma gestand-verify: geef het programma dat bestand en de sleutel hieronder.
certificate-receipt = Plaats in het logboek
certificate-origin = Logboek
certificate-size = Aantal regels in het logboek
certificate-root = Controlegetal (root)
certificate-key = Sleutel
