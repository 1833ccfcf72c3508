# Texts of the privacy statement, the answers and the certificates.

## General
page = Page
page-of = of
list-and = and
length-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
length-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
length-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
length-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
length-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
keep-until = until { $event }
keep-after = until { $length } after { $event }
keep-after-book-year = until { $length } after { $event }, counted from the end of that book year
keep-as-needed = as long as needed
basis-consent = consent
basis-contract = contract
basis-legal-obligation = legal obligation
basis-vital-interest = vital interest
basis-public-task = task in the public interest
basis-legitimate-interest = legitimate interest
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Titles of the statement
statement-title = Privacy statement of { $name }
statement-policy-version = This text comes from our privacy policy, version { $version }.
section-who = Who we are
section-principles = How we treat data
section-bases = Why we may use data
section-data = Which data we use
section-purposes = What we use data for
section-origins = How we obtain data
section-recipients = Whom we share data with
section-transfers = Where the data are
section-retention = How long we keep data
section-cameras = Cameras
section-cookies = Cookies and the website
section-social-media = Social media
section-screening = Checks on candidates
section-rights = Your rights
section-objection = You can object
section-exclusions = What may stay out of an answer
section-complaints = Complaints
section-breaches = Data breaches
section-security = Security
section-changes = Changes and version

## Who we are
who-controller = { $name } is responsible for the personal data in this statement.
who-statement-of = This is the privacy statement of { $name }.
who-dpo = We have a data protection officer (DPO).
who-no-dpo = We have no data protection officer (DPO).
who-officer-no-dpo = We have a Privacy Officer. That is not a data protection officer (DPO).
who-officer = We have a Privacy Officer.
label-visiting-address = Visiting address
label-postal-address = Postal address
label-phone = Phone
label-email = E-mail
label-website = Website
label-contact-form = Contact form
laws = We refer to these acts:

## Bases
bases-intro = The law names reasons why an organisation may use data. We use these reasons.
why-consent = you gave us your consent.
why-contract = we need the data for a contract with you, or to prepare one.
why-legal-obligation = an act obliges us to use the data.
why-vital-interest = a life is in danger.
why-public-task = we carry out a task that the law gives us.
why-legitimate-interest = we have a good reason, and it outweighs your privacy.

## Data
data-of-whom = We use data of these groups:
data-category = We use: { $label }.
data-special = These are special categories of personal data.
data-criminal = These are data on criminal offences.
bsn-stored = We keep your citizen service number (BSN).
bsn-not-stored = We do not keep your citizen service number (BSN).
bsn-masked = Is a BSN on a paper that we receive? Then we make it unreadable.
copies-never = We make and keep no copy of your identity document.
copies-masked = We only accept a copy of your identity document when these points are in order:
copies-seen = We look at your identity document but keep no copy of it.
copies-stored = We keep a copy of your identity document.
mask-bsn = the BSN is unreadable
mask-photo = the photo is unreadable
mask-document-number = the document number is unreadable
mask-marked-as-copy = it says that it is a copy
mask-recipient = it says for whom the copy is
mask-date = it bears the date

## Purposes
purpose = We use data to { $purpose }.
purpose-label = We use data for { $label }.
detail-basis = Reason in law: { $basis }
detail-law = Act: { $law }
detail-interest = Our interest: { $interest }
detail-ground = Exception for sensitive data: { $ground }
detail-subjects = Of whom: { $subjects }
detail-data = Which data: { $data }
detail-about = About: { $data }
detail-origins = Obtained from: { $origins }
detail-functions = Who work with them: { $functions }
detail-recipients = Who may get data: { $recipients }
detail-open-ended = This list is not complete.
consent-explicit = You give consent for this purpose separately.
consent-tick-box = You give consent by ticking a box.
consent-implied = We take use of the website or a reply as consent.
consent-bundled = The consent is part of something else you ask for.
consent-withdraw = You can withdraw your consent: { $channels }.
automated-decisive = A computer takes a decision here.
automated-not = No computer takes a decision about you here.
automated-profiling = We make a profile here.
automated-safeguards = Your rights here: { $safeguards }
art22-human-review = an employee looks again
art22-express-view = you can give your view
art22-contest = you can contest the decision
art22-explanation = you get an explanation
origins-intro = We obtain data from you, and sometimes from others.
origin = We may obtain data from: { $label }.
origin-public = We may take data from a public register: { $label }.

## Sharing
recipient = We may share data with: { $label }.
what-is-needed = what is needed
disclosed-for = For { $activity }: { $data }.
disclosed = Which data: { $data }.
disclosed-open-ended = Sometimes more data are needed.
disclosed-only-if = Only if this holds: { $conditions }.
condition-demand = they demand it under the law
condition-covenant = there is a covenant
condition-consent = you gave consent
condition-mandate = you gave a mandate
condition-own-assessment = we assessed ourselves that it is allowed
condition-order = there is an order
condition-judgment = a court decided so
role-processor = They work on our behalf and may use the data for that only.
role-controller = They are responsible themselves for what they do with the data.
role-joint = We are responsible together with them.
role-authority = They have a power of their own under the law.
agreement-required = We have put agreements about the data in writing.
agreement-possible = We may put agreements about the data in writing.
detail-region = Where: { $region }
detail-safeguard = Protection: { $safeguard }
detail-forbidden = They may not use the data for: { $what }
forbidden-marketing = advertising
forbidden-own-use = their own purposes
forbidden-resale = sale to others
region-netherlands = the Netherlands
region-eu = the European Union
region-eea = the European Economic Area (EEA)
region-third-country = a country outside the European Economic Area (EEA)
safeguard-adequacy-decision = the European Commission finds that the country protects data well
safeguard-standard-contractual-clauses = standard contract of the European Commission
safeguard-binding-corporate-rules = binding rules within a group of companies
safeguard-consent = your consent
stored-in = We keep data in { $region }.
outside-allowed = Data only go to a country outside the European Economic Area (EEA) when they are protected there.

## Keeping
all-data = all data
kept = { $label }: we keep this { $term }.
kept-unstated = { $label }: a retention term applies.
then-destroy = After that we destroy the data.
then-anonymise = After that we make the data anonymous.
then-either = After that we destroy the data or make them anonymous.
detail-automatic = This happens by itself.
detail-holds = We do not destroy yet in case of: { $holds }
hold-incident = an incident that we investigate
hold-claim = a legal dispute
hold-request = a request that is still open
hold-restriction = a restriction that you asked for
detail-hold-limit = Outer limit of that: { $limit }
detail-past-term = Old files may stay longer than this term.

## Cameras
camera = We use cameras in this place: { $label }.
camera-purpose = We do so to { $purpose }.
camera-signs = Signs or stickers show that there are cameras.
camera-hidden = There are hidden cameras too.
camera-not-hidden = There are no hidden cameras.
camera-avoids = The cameras do not film: { $avoids }
camera-viewers = Who may look at the images: { $viewers }
camera-reasons = When we look at images: { $reasons }
camera-kept = We keep the images { $term }.
avoids-homes = homes
avoids-public-road = the public road
viewing-calamity = a calamity
viewing-burglary = burglary
viewing-destruction = destruction
viewing-vandalism = vandalism
viewing-nuisance = nuisance
viewing-police-request = a request by the police
viewing-incident = an incident

## Cookies
cookies-opt-in = We only set necessary and harmless cookies before you make a choice.
cookies-implied = We take use of the website as consent to cookies.
cookies-not-asked = We do not ask consent for cookies.
cookies-refuse = Refusing cookies is as easy as accepting them.
cookies-only = We only set cookies of these kinds:
cookies-elsewhere = You read more about cookies here: { $page }
cookie = We use this cookie: { $label }.
cookie-aim = { $label }. Aim of this cookie: { $aim }.
cookie-functional = functional
cookie-analytic = statistics
cookie-video = video
cookie-marketing = advertising
cookie-class = Kind: { $class }
cookie-supplier = Supplier: { $supplier }
cookie-names = Name: { $names }
cookie-session = Disappears when you close the website.
cookie-lifetime = Stays: { $length }
cookie-shared = The supplier shares data with others.
cookie-not-shared = The supplier shares no data with others.

## Rights
right-information = You may know which data we use and what for.
right-access = You may see which data we hold on you.
right-rectification = You may ask us to correct errors in your data.
right-erasure = You may ask us to erase your data.
right-restriction = You may ask us not to use your data for a time.
right-portability = You may take data that you gave us with you in a file.
right-objection = You may object to the use of your data.
right-marketing-objection = You may always object to advertising. Then we stop it.
right-withdrawal = You may withdraw your consent at any time.
right-gives = You get: { $what }
right-ground = Possible if: { $ground }
right-exception = Exception: { $text }
right-bases = Applies when we use data on the basis of: { $bases }
right-term = You get an answer within { $length }.
right-channels = How you can do this: { $channels }
right-all-data = This applies to all your data.
gives-copy = a copy
gives-purposes = the purposes
gives-categories = the kinds of data
gives-recipients = who received the data
gives-term = how long we keep them
gives-source = where the data come from
gives-rights = your rights
gives-automated = an explanation of decisions by a computer
gives-correct = correction of errors
gives-complete = completion of what is missing
ground-17-1-a = the data are no longer needed
ground-17-1-b = you withdraw your consent
ground-17-1-c = your objection succeeds
ground-17-1-d = we should not have used the data
ground-17-1-e = the law says that we must erase
ground-17-1-f = it is about data of a child on the internet
ground-18-1-a = you say that the data are not correct
ground-18-1-b = we may not use the data, but you do not want us to erase them
ground-18-1-c = we no longer need them, but you do for a lawsuit
ground-18-1-d = you objected and we still have to decide
ground-21-1 = you have a reason that concerns your situation
ground-21-2 = we use the data for advertising
exception-statutory-retention = an act says that we must keep
exception-contract = we need the data for a contract
exception-overriding-interest = our interest weighs more
exception-expression = freedom of expression
exception-claims = we need the data for a lawsuit
exception-public-interest = the public interest
request-channels = You can make a request: { $channels }.
request-term = You get an answer within { $length }.
request-term-receipt = You get an answer within { $length } after we received your request.
request-term-complete = You get an answer within { $length } after we have all information from you.
request-pause = The term may stand still: { $pause }
request-extended = Is your request complicated? Then it may take { $length } longer.
request-extended-total = Is your request complicated? Then it may take { $length } in total.
request-extended-open = Is your request complicated? Then it may take longer.
request-extension-told = We tell you so within { $length }.
request-free = A request is free of charge.
request-not-free = We may charge costs for a request.
identity = How we can check who you are:
identity-always = We always ask who you are. That can be done like this:
identity-on-doubt = Do we doubt whether it is really you? Then we ask for proof. That can be done like this:
request-file-kept = We keep the file of your request { $term }.
request-refusal = We can refuse a request for these reasons:
request-refusal-reasoned = Do we refuse? Then we explain why.
request-remedies = Do you disagree with our answer? Then you can turn to:
pause-identity-doubt = when we do not know yet whether it is really you
pause-specification = when we ask you to make your request clearer
pause-missing-information = when information is missing
method-office-visit = you come to our office
method-show-document = you show your identity document
method-video-call = we make a video call
method-control-questions = we ask control questions
method-masked-copy = you send a masked copy of your identity document
method-known-account = you log in with your account
method-call-back = we call you back on the number we know
refusal-manifestly-unfounded = the request is clearly without ground
refusal-excessive = the request is excessive
refusal-repeated-within-year = you made the same request in the past year
refusal-disproportionate-effort = it takes an unreasonable effort
refusal-impossible = it is impossible
refusal-rights-of-others = it affects the rights of others
refusal-statutory-retention = an act says that we must keep
remedy-authority = the Dutch Data Protection Authority (Autoriteit Persoonsgegevens)
remedy-court = the court
remedy-internal = us, with a complaint
channel-email = by e-mail
channel-letter = by letter
channel-form = with a form
channel-portal = in the customer portal
channel-phone = by phone
channel-office = at our office
channel-website = through the website
channel-link = with the link in the message
exclusion = This may stay out of an answer: { $label }.
exclusion-nothing = You do not get these data.
exclusion-notice = We tell you that there is something, but you do not get the content.
exclusion-redacted = You get the document. What concerns others is made unreadable.
complaint-own = You can complain to us: { $channels }.
complaint-authority = You can complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).
complaint-court = You can go to court.

## Breaches
breach-authority-law = We report a data breach to the Dutch Data Protection Authority, unless the risk for people is small.
breach-authority-always = We report every data breach to the Dutch Data Protection Authority.
breach-authority-serious = We report a serious data breach to the Dutch Data Protection Authority.
breach-within = We do so within { $length }.
breach-persons-law = Is there a high risk for you? Then we let you know.
breach-persons-always = We always let you know when your data are part of a breach.
breach-persons-harm = Does a data breach harm you? Then we let you know.

## Changes
version = This statement is of { $date }.
change-published = A new version is put on our website.
change-reread = So read this statement again now and then.
change-notice = When a change is important, a message is on our website.
change-persons = Do we want to use data for a new purpose? Then we tell you first.
hand-website = This statement is on our website.
hand-collection = You get this statement when we ask you for data.
hand-signing = You get this statement when you sign a contract.
hand-request = You get this statement when you ask for it.
review-every = We review this statement at least every { $length }.

## Letters
letter-to = To
letter-date = Date
letter-number = Reference
letter-greeting = Dear { $name },
letter-not-searched = Please note: this answer is not complete yet. We could not search here:
letter-disagree = Do you disagree with this answer?
letter-disagree-intro = Then you can do this:
letter-close = Kind regards,
remedy-reply = Let us know. Mention reference { $number }.
remedy-authority-line = You can complain to the Dutch Data Protection Authority: autoriteitpersoonsgegevens.nl.
remedy-court-line = You can go to court. Do so within six weeks after you received this answer. You need not complain first.
answer-policy-version = This answer follows our privacy policy, version { $version }.
access-title = Answer to your request for access
access-asked = On { $date } we received your question which personal data we hold on you. This is our answer.
access-nothing-found = We searched but found no data about you.
access-enclosed = With this letter you find:
access-enclosed-records = { $count ->
    [one] the data that we hold on you: { $count } part
   *[other] the data that we hold on you: { $count } parts
}
access-enclosed-documents = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
access-enclosed-context = an explanation: what we use data for, who gets them, how long we keep them and what your rights are
access-some-left-out = { $count ->
    [one] { $count } part is missing. Further on you read why.
   *[other] { $count } parts are missing. Further on you read why.
}
access-source = Data in: { $source }
access-class = { $class } ({ $count })
access-documents = Documents with this answer
access-redacted = Not shown, because it is about others
access-left-out = What you do not get, and why
access-existence-only = We only tell you that this exists.
access-purposes = What we use these data for
access-recipients = Who received or may receive data
access-terms = How long we keep these data
access-origins = Where data come from
access-automated = Decisions by a computer
access-automated-none = No computer takes decisions about you.
access-rights = Your rights
erasure-title = Answer to your request to erase data
erasure-asked = On { $date } you asked us to erase your personal data. This is our answer.
erasure-all = We have erased your data. After that we checked that they are really gone. Below you see what was erased.
erasure-some = We have erased a part of your data. Another part we must or may keep. Below you see what was erased, what stays, and why.
erasure-none = We cannot erase your data now. Below you see why, and until when we keep them.
erasure-nothing-found = We searched but found no data about you. So there was nothing to erase.
erasure-erased = What was erased
erasure-kept = What we keep, and why
erasure-until-unknown = not known yet
erasure-told = We passed this on to
column-document = Document
column-format = Kind of file
column-what = What
column-count = Number
column-why = Why
column-law = Act
column-purpose = Purpose
column-basis = Reason in law
column-recipient = Recipient
column-data = Data
column-term = Retention term
column-erased-on = Erased on
column-until = Up to and including
column-rule = Rule
column-where = Where
column-due = Past term
column-absent = Gone, checked
column-withheld = Withheld at the last

## Certificate
certificate-title = Certificate of destruction
certificate-says = { $organisation } declares: { $count } records were destroyed. After that the source was asked again and they were gone.
certificate-plan = Plan
certificate-kind = Kind
certificate-kind-retention = destruction after the retention term
certificate-kind-erasure = request for erasure
certificate-kind-replay = erasing again after a restore
certificate-approved-by = Approved by
certificate-automatic = nobody: by the policy this runs by itself
certificate-approved-on = Approved on
certificate-completed-on = Completed on
certificate-held = Held, so not destroyed
certificate-policy-version = Version of the policy
certificate-destroyed = What was destroyed
certificate-proof = Proof
certificate-check = A receipt (a text file) from the ledger of Gestand belongs to this certificate. Check it offline with the program gestand-verify: give the program that file and the key below.
certificate-receipt = Place in the ledger
certificate-origin = Ledger
certificate-size = Entries in the ledger
certificate-root = Root hash
certificate-key = Key
