### Texts of the site in English.

## Frame

skip = To the content
nav-main = Main menu
nav-work = Workspace
nav-statement = Privacy statement
nav-proof = Proof
nav-request = Make a request
nav-follow = Follow a request
nav-today = Today
nav-cases = Requests
nav-retention = Retention
nav-ledger = Ledger
log-in = Log in
log-out = Log out
footer-kept = We do what we say here. And you can check it.
footer-pdf = Statement as PDF
footer-text = Statement as text
footer-staff = For employees
title-mistake = Error:
yes = yes
no = no
optional = (not required)
mistakes-title = Something in the form is not right
step-of = Step { $step } of { $of }
contents = On this page
pages = Pages
page-number = Page { $number }
page-of = Page { $number } of { $of }
page-previous = Previous
page-next = Next

## Statement and proof

statement-eyebrow = What we do with data
statement-lead = Here you read which data we use, why, and for how long. Behind every promise it says whether we keep to it.
statement-counts = How many promises are kept
statement-version = Version of { $day }.
statement-policy = This text comes from our privacy policy, version
details = { $count ->
    [one] More about this (1)
   *[other] More about this ({ $count })
  }
mark-link = See the proof:
mark-kept = Kept
mark-broken = Not kept
mark-unknown = Cannot be seen
mark-stated = Stated
mark-means-kept = We looked, and it is so.
mark-means-broken = We looked, and it is not so. We are working on it.
mark-means-unknown = We could not look, for example because a system could not be reached.
mark-means-stated = We state this. No check looks at it yet.
proof-eyebrow = Do we keep our word?
proof-title = The proof behind the privacy statement
proof-lead = Every promise of our privacy statement is here, with what we checked, when, and what we saw.
proof-promises = The promises
proof-verify = Check it yourself
proof-verify-how = Every check is in a ledger that nobody can change unseen. Download a receipt and check it with the program gestand-verify and the key below. You do not need us for that.
ledger-size = Entries in the ledger
ledger-index = Ledger { $index }
verifier-key = Key to check with
checkpoint = Signed state of the ledger
checked-at = Checked on { $moment }
receipt = Receipt
check-retention = Is everything gone that is past its term?
check-answer-on-time = Have all requests been answered in time?
check-identity-first = Did the search start only when it was certain who asked?
check-no-bsn = Is there no citizen service number anywhere?
check-only-named-data = Are there only data that we name?
check-nothing-came-back = Has nothing come back of what was erased?
promise-requests = making a request
promise-identification = citizen service number and identity document
promise-rights-access = right of access
promise-rights-erasure = right to erasure
fact-late = late
fact-held = held
fact-grace-days = days of grace
fact-source-down = not reachable
fact-open = open
fact-searched = searched
fact-without = without establishing identity
fact-found = found
fact-places = where
fact-unnamed-fields = fields that we do not name
fact-records = records
fact-source = source
fact-sources = sources
fact-persons = persons
fact-method = how
fact-channel = through
fact-form = form
fact-due-on = answer by
fact-statutory-due-on = by law at the latest
fact-received-on = received
fact-ground = ground
fact-kind = kind
fact-case = request
fact-outcome = outcome
fact-status = outcome
fact-check = check
fact-promise = promise
fact-verdict = verdict
fact-proposal = proposal
fact-accepted = proposals accepted
fact-released = released
fact-until = until
fact-functions = functions
fact-pack = policy
fact-version = version
fact-absent = verified gone
fact-answers = answers
fact-by = by the system
fact-class = class
fact-findings = records found
fact-json-bytes = bytes as file
fact-pdf-bytes = bytes as PDF
fact-number = number
fact-packages = answers with files
fact-records-digest = digest of the records
fact-rule = rule
fact-sha256 = digest
fact-steps = steps
fact-unreadable = unreadable
fact-back = came back
fact-reused-keys = old key, other record
fact-looked-at = looked up
fact-dismissed = not what was erased
fact-verb = action
fact-withheld = kept after all

## Asking

request-title = Make a request
request-lead = They are your data. You may see what we have, and ask us to remove it. This is free.
access-title = See your data
access-what = We look up what we have about you. You get it in an overview, with why we use it and who gets it.
erasure-title = Have your data removed
erasure-what = We remove what we no longer need. Does the law say that we must keep something? Then we tell you what, why and until when.
follow-what = See where your request is, or collect the answer.
ask-access = Ask for your data
ask-erasure = Have data removed
request-title-access = Ask for your data
request-title-erasure = Have your data removed
request-lead-access = Tell us who you are. With more details we find you faster, but name and e-mail are enough.
request-lead-erasure = Tell us who you are and what must go. Name and e-mail are enough.
request-bsn = Do not send a citizen service number or a copy of an identity document. We do not ask for it and do not keep it.
who-legend = Who is asking?
what-legend = What is it about?
field-name = Name
field-email = E-mail address
hint-email = For messages about this request.
field-received-on = Received on
hint-received-on = Leave empty when it is today. The term counts from this day.
field-birth-date = Date of birth
hint-birth-date = For example 12-3-1984. It helps us tell people with the same name apart.
field-postcode = Postcode
hint-postcode = For example 1234 AB.
field-relation-number = Customer number
hint-relation-number = It is on our letters. Not at hand? Leave it empty.
field-message = Explanation
hint-message = For example: it is about my previous home.
field-phone = Telephone number
to-check = On to checking
check-title = Is this right?
check-lead-access = Look everything over. Then we send it as a request to see your data.
check-lead-erasure = Look everything over. Then we send it as a request to remove your data.
not-filled = not filled in
send = Send the request
change = Change
sent-title = We have received the request
sent-lead = The answer will be there by { $day }.
sent-keep = Keep the number and the code. With them you follow the request and collect the answer. We show the code only once.
sent-next = What happens now
sent-next-identity = We make sure that you are who you say. So nobody else gets your data.
sent-next-search = We search all our systems, and ask colleagues where that cannot be done automatically.
sent-next-answer = The answer is ready by { $day }.
number = Number
code = Code
hint-number = For example 2026-0012.
hint-code = Twelve letters and digits. Dashes and capitals do not matter.
follow-title = Follow your request
follow-lead = Fill in the number and the code that you got when you sent the request.
follow-enter = See the request
follow-lost = Lost the code? Call or e-mail us. We cannot see the code, but we will help you.
follow-page-title = Request { $number }
answered-on = Answered on
follow-leave = Leave this page
follow-received = We have received the request. Now we make sure that you are who you say.
follow-identified = We know that it is you. Now we look you up in our systems.
follow-searching = We are searching all our systems.
follow-reviewing = We look everything over, so that the answer holds no data of others.
follow-executing = We are removing the data and check that they are really gone.
follow-answered = The answer is ready.
follow-closed = This request is finished.
follow-refused = We will not do what you ask. Below it says why, and what you can do.
follow-withdrawn = You have taken this request back.
received-on = Received on
due-on = Answer by
extended = extended
note-extension = Why it takes longer
note-refusal = Why we refuse
answer-title = The answer
answer-until = The answer is here until { $moment }.
download-pdf = Download as PDF
download-html = Download as web page
download-json = Download as data file
download-zip = Everything with the documents (zip)
download-which = The PDF is for reading. The data file (JSON) is for taking to another system. The zip holds everything, the documents too.
withdraw-title = Take the request back
withdraw-what = We then stop searching and send no answer. You can always make a new request.
withdraw-do = Take the request back
stage-received = Received
stage-identified = Who is asking
stage-searching = Searching
stage-reviewing = Looking over
stage-executing = Removing
stage-answered = Answer
stage-at-done = done
stage-at-now = now
stage-at-next = next

## Mistakes in forms

error-name-empty = Fill in a name.
error-too-long = This text is too long. Make it shorter.
error-email-empty = Fill in an e-mail address.
error-email-form = This is not an e-mail address. Write it like name@example.nl.
error-date-form = This is not a date. Write day, month and year, such as 12-3-1984.
error-date-future = This date has yet to come. Check the year.
error-postcode-form = This is not a Dutch postcode. Write four digits and two letters, such as 1234 AB.
error-number-empty = Fill in the number of the request.
error-code-empty = Fill in the code.
error-follow-wrong = Number and code do not belong together, or the code has expired. Check them.
error-login-wrong = The name or the password is wrong.
error-choose = Make a choice.
error-candidate = Choose who it is, or choose that the person is not there.
error-answer-empty = Write down what you found, or choose that you found nothing.
error-reason-empty = Write the explanation. The requester will read it.
error-ground-empty = Choose a ground: someone does not get something, and must know why.
error-ground-unknown = The policy does not know this ground. Choose one from the list.
error-method-not-allowed = The policy does not have this way. Choose one from the list.
error-verdict-unfit = This verdict does not fit this request.
error-field-empty = Fill this in.

## What goes wrong

problem-code = Error code { $code }
problem-back = Go back
problem-title-not-found = This page does not exist
problem-happened-not-found = The address is wrong, or the page is gone.
problem-next-not-found = Check the address, or start again.
problem-title-form-expired = This form is no longer valid
problem-happened-form-expired = The form was sent already, or was open too long. Nothing was sent now.
problem-next-form-expired = Go back, load the page again and fill in the form once more.
problem-title-other-site = This form came from another website
problem-happened-other-site = For safety we only accept forms from our own pages. Nothing was done.
problem-next-other-site = Go to our own page and try it there.
problem-title-too-large = This is too much text
problem-happened-too-large = The form is larger than 64 kilobytes. Nothing was sent.
problem-next-too-large = Make the text shorter and try again.
problem-title-unreadable = We could not read this form
problem-happened-unreadable = Nothing was sent.
problem-next-unreadable = Go back and try again.
problem-title-method = This cannot be done here
problem-happened-method = This page is only for looking, or only for a form. Nothing was done.
problem-next-method = Go back and start again.
problem-title-forbidden = Your function does not allow this
problem-happened-forbidden = This page or action is for another function. Nothing was done.
problem-next-forbidden = Ask the privacy officer.
problem-title-login = Log in again
problem-happened-login = The session has expired.
problem-next-login = Log in and try again.
problem-title-internal = Something went wrong on our side
problem-happened-internal = This is our fault. What was asked just now may not have happened.
problem-next-internal = First see whether it worked after all. Otherwise try again in a few minutes.
problem-title-throttled = Please wait
problem-happened-throttled = It went wrong too often. So we hold it back for a while.
problem-next-throttled = { $minutes ->
    [one] Try again in a minute.
   *[other] Try again in { $minutes } minutes.
  }
problem-title-source = A source cannot be read
problem-happened-source = The source { $source } does not answer. Nothing was changed.
problem-next-source = Ask the administrator to look at the source. Then try again.
problem-title-conflict = This is not possible now
problem-next-conflict = Go back and see how things stand now.
conflict-cannot-erase-here = One record is in a source where Gestand cannot erase. Choose to keep it, or have it removed there first.
conflict-case-state = This request is a step further already, or someone else was first. Nothing was changed.
conflict-plan-state = This plan is a step further already, or someone else was first. Nothing was changed.
conflict-plan-open = Another plan is still open. Finish it first, or reject it.
conflict-work-elsewhere = This is being worked on now. Wait a moment and look again.
conflict-nothing-due = Nothing is due now. No plan was made.
conflict-plan-not-complete = This plan is not complete yet. The certificate comes after that.
conflict-records-undecided = Not all records have a verdict. The answer was not made.
conflict-task-answered = This task was answered before. Nothing was changed.
conflict-no-extension = The term cannot be extended any more, or the privacy statement does not allow it. Nothing was changed.
conflict-hold-of-request = This hold belongs to an open request. It goes by itself when the request is done.
conflict-hold-released = This hold was released before.

## Workspace: today and lists

login-title = Log in to the workspace
login-lead = For employees.
login-help = No account, or lost the password? Ask the functional administrator.
field-login = User name
field-password = Password
today-title = What is due today
register = Register a request
source-down = The source { $source } cannot be read
tile-cases = { $count ->
    [one] open request
   *[other] open requests
  }
tile-tasks = { $count ->
    [one] open task
   *[other] open tasks
  }
tile-overdue = records past their term
tile-overdue-unknown = past their term: cannot be counted, a source cannot be read
came-back = { $count ->
    [one] 1 erased record is there again
   *[other] { $count } erased records are there again
  }
came-back-what = A backup that was put back, or a new import, may have done this. There is a plan to erase them again.
tile-broken = { $count ->
    [one] check is broken
   *[other] checks are broken
  }
no-cases = There are no open requests.
no-cases-found = There are no requests with this filter.
no-tasks = There are no open tasks.
no-plans = There are no open plans.
cases-open = Open requests, the nearest deadline first
cases-by-deadline = Requests, the nearest deadline first
tasks-title = Tasks
tasks-open = Open tasks
plans-title = Plans
plans-open = Plans that are not complete
plans-all = Plans, the newest first
what = What
state = State
source = Source
request = Request
open-tasks = Open tasks
records = Records
held = Held
proposed-on = Proposed on
filter-all = All
filter-do = Show
filter-open = Open
filter-over = Finished
due-done = done
due-today = today
due-late = { $days ->
    [one] 1 day late
   *[other] { $days } days late
  }
due-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
  }
urgency-overdue = late
urgency-soon = soon
urgency-in-time = in time
urgency-done = done
kind-access = Access
kind-erasure = Erasure
state-received = Received
state-identified = Finding the person
state-searching = Searching sources
state-reviewing = Reviewing
state-executing = Erasing
state-answered = Answered
state-closed = Closed
state-refused = Refused
state-withdrawn = Withdrawn
task-open = Open
task-answered = Answered
task-nothing-found = Nothing found
plan-kind-retention = Retention
plan-kind-erasure = Erasure request
plan-kind-reappeared = Back after erasure
plan-state-proposed = Waits for approval
plan-state-approved = Approved
plan-state-running = Running
plan-state-completed = Complete
plan-state-stopped = Stopped
plan-state-rejected = Rejected

## Workspace: a request

register-title = Register a request
register-lead = For someone who calls, writes or comes by. The term starts today.
register-kind = What does the person ask?
register-channel = How did it come in?
register-what = What did the person say or write?
registered-title = The request is registered
registered-lead = The answer must be there by { $day }.
registered-give = Give the number and the code to the person: to follow the request and collect the answer. You see the code only once.
to-case = To the request
to-plan = To plan { $number }
channel-phone = telephone
channel-letter = letter
channel-office = office
channel-email = e-mail
channel-website = website
method-office-visit = came to the office
method-show-document = showed an identity document
method-video-call = by video call
method-control-questions = answered control questions well
method-masked-copy = sent a masked copy (not kept)
method-known-account = logged in with a known account
method-call-back = called back on the number that we know
refusal-manifestly-unfounded = The request is manifestly unfounded
refusal-excessive = The request is excessive
refusal-repeated-within-year = The same request was made within the last year
refusal-disproportionate-effort = It takes disproportionate effort
refusal-impossible = It is impossible
refusal-rights-of-others = It affects the rights of others
refusal-statutory-retention = A law says that we must keep it
next-step = The next step
statutory-due = by law at the latest
requester = The requester
channel = Came in by
identity = Who it is
identity-not-yet = not established yet
searches = Sources
searches-not-yet = Nothing has been searched yet.
search-pending = Waits
search-searched = Searched
search-task = Asked a colleague
search-failed = Failed
records-count = { $count ->
    [one] 1 record
   *[other] { $count } records
  }
step-identity = Establish that the requester is who they say. Choose the lightest way that gives enough certainty.
step-identity-how = How did you establish it?
step-identity-keep = Keep nothing of an identity document.
step-identity-do = Identity is established
step-person = We looked the requester up in all sources. Choose who it is: nobody is merged.
step-person-who = Who is the requester?
step-person-none-found = No source holds anyone like the requester.
step-person-nobody = The requester is in no source
step-person-do = Search all sources
score = likeness { $score } of 100
candidate-same = { $field } is the same
candidate-differs = { $field } differs
step-search-failed = { $count ->
    [one] A source did not answer. Without it the answer is not complete.
   *[other] { $count } sources did not answer. Without them the answer is not complete.
  }
step-search-do = Search again
step-search-wait = { $count ->
    [0] The search is running. Load the page again in a moment.
    [one] A colleague has yet to answer. Then you can go on.
   *[other] { $count } colleagues have yet to answer. Then you can go on.
  }
step-review = { $count ->
    [one] The policy could not decide on 1 record. Look at it and give a verdict.
   *[other] The policy could not decide on { $count } records. Look at them and give a verdict.
  }
step-review-accept = { $count ->
    [one] Accept the proposal
   *[other] Accept all { $count } proposals
  }
step-complete-access = Everything has a verdict. The answer can be made.
step-complete-erasure = Everything has a verdict. What may go is erased by a plan. Then the answer follows. This cannot be undone.
step-complete-do-access = Make the answer
step-complete-do-erasure = Erase and make the answer
step-executing = The erasure is running. This page refreshes itself.
step-close-answered = The answer is ready for the requester. Close the request when everything is done.
step-close-refused = The request was refused. Close it when the requester has the message.
step-close-withdrawn = The requester took the request back. You can close it.
step-close-do = Close the request
step-closed = Nothing is left to do. The file stays until its own term has passed.
package-built = Answer made on { $built }, to collect until { $until }. { $count ->
    [0] Not collected yet.
    [one] Collected once.
   *[other] Collected { $count } times.
  }
findings = Found ({ $count })
proposal = Proposal
about-other = about another person
finding-title = { $class }: { $count } records
finding-lead = These records are judged alike. Does one of them not belong here? Then judge it apart.
finding-first = This is the first of { $count } records with the same verdict.
finding-all = Look at all of them
finding-apart = Judge this apart
document-open = Open the document
decide = Give a verdict
decide-do = Record the verdict
verdict = What happens to it?
verdict-include = In the answer
verdict-redact = In the answer, data of others unreadable
verdict-exclude = Not in the answer
verdict-existence-notice = Tell only that it exists
verdict-erase = Erase
verdict-keep = Keep
ground = Ground
ground-when = (needed when someone does not get something and you depart from the proposal)
ground-none = None
reason-until = , up to and including { $day }
reason-nothing-excludes = Nothing in the policy keeps this out
reason-others-data = It holds data of another person
reason-excluded-by-policy = The policy has an exclusion for this
reason-must-be-weighed = A person must weigh this
reason-term-runs = The retention term is still running
reason-still-needed = This is still needed
reason-held = There is a hold
reason-no-longer-needed = This is no longer needed
reason-consent-only = This was allowed with consent only
reason-no-rule = The policy has no rule for this
reason-officer-decided = So decided by the privacy officer
record-mark-work-note = work note
record-mark-third-party = about third parties
record-mark-litigation = dispute
record-mark-crime-prevention = crime prevention
role-subject = about the requester
role-reporter = as reporter
role-reported = as the person reported
role-co-subject = together with another person
otherwise = If it goes otherwise
extend-title = Extend the term
extend-what = Only when the request is complex or there are many. The new term becomes { $day }. The requester reads the reason.
extend-do = Extend the term
field-reason = Why does it take longer?
hint-reason = The requester reads this. Write plain language.
refuse-title = Refuse the request
refuse-what = Refusing is only allowed on a ground of the law. The requester reads the explanation, and where to complain.
refuse-ground = On which ground?
refuse-do = Refuse the request
field-explanation = Explanation
withdrawn-title = The requester takes the request back
withdrawn-what = Only when the requester said or wrote so.
withdrawn-do = Record that it was taken back
history = History
history-received = Received
history-identity-confirmed = Identity established
history-subject-chosen = Person chosen
history-searched = Source searched
history-search-completed = Search complete
history-review-completed = Review complete
history-plan-proposed = Plan made
history-plan-approved = Plan approved
history-plan-completed = Plan complete
history-answered = Answer made
history-package-built = Answer made
history-erased = Erased
history-executing = Erasure started
history-extended = Term extended
history-refused = Refused
history-withdrawn = Withdrawn
history-downloaded = Answer collected
history-closed = Closed
history-reopened = Taken up again: a hold was released
actor-system = the system
actor-requester = the requester
task-title = Search in: { $source }
task-person = Who it is about
task-answer = What did you find?
field-answer = Answer
hint-answer = Copy what it says about this person. Is something about another person? Say so.
task-send = Send the answer
task-nothing = Nothing found

## Workspace: retention, plans, proof, ledger

retention-title = Keeping and destroying
retention-lead = { $count ->
    [0] Nothing is past its term now.
    [one] 1 record is past its term.
   *[other] { $count } records are past their term.
  }
propose = Make a plan
rules = Rules
rules-caption = Retention rules with what is past its term
rule = Rule
term = Term
due-records = Past the term
oldest = Oldest
rule-own = from the privacy statement
rule-law = from the law
not-counted = cannot be counted
rule-problem-groups = Several rules apply to these data; so this rule does not count by itself.
rule-problem-no-term = The term cannot be counted in days, months or years.
rule-problem-not-destroyed = These data are not destroyed after the term.
holds = Holds
holds-what = What is held is not destroyed: a hold wins over every term.
holds-caption = Holds in force now
no-holds = There are no holds.
hold-incident = Incident
hold-claim = Dispute or claim
hold-request = Request
hold-restriction = Restriction
hold-reason-open-request = open request
hold-reason-incident = there is an incident
hold-until-case-closed = until the request is closed
hold-until-incident-settled = until the incident is settled
hold-until-inquiry-closed = until the inquiry is closed
reason = Reason
until = Until
placed-on = Placed on
hold-title = Hold
hold-waits = What waits for it
hold-waits-caption = Records that wait, by rule or request
hold-waits-by = Rule or request
hold-nothing-waits = Nothing waits for this hold.
hold-release-what = When you release the hold, requests for erasure go on at once: what must go is erased, and the requester gets a new answer. What is past its term comes into a plan tonight.
release-and-plan = Release and make a plan at once
replay-title = Back after erasure
replay-what = Every night Gestand looks whether anything that was erased is there again, for example because a backup was put back. It can be done now too.
replay = Look now whether anything came back
release = Release
plan-title = Plan { $number }
plan-lead = { $count ->
    [one] This plan is about 1 record.
   *[other] This plan is about { $count } records.
  } { $held ->
    [0] Nothing is held back.
   *[other] { $held } were kept out by a hold.
  }
plan-progress = { $done } of { $of } steps done
plan-refresh = This page refreshes itself.
plan-approve-what = Look at the rules and the samples. It starts at once after approval. It cannot be undone.
plan-approve = { $count ->
    [one] Approve and destroy 1 record
   *[other] Approve and destroy { $count } records
  }
plan-reject = Reject the plan
plan-waits = This plan waits for approval by the privacy officer.
plan-stopped = A part did not succeed. What succeeded stays done. Solve the problem and go on.
plan-idle = Nobody works on this plan now. Gestand goes on with it by itself. You can also have it done now.
plan-reject-reappeared = Is this not what was erased? Then reject the plan. Gestand does not tell of these records again.
plan-earlier = erased before by plan { $number }
plan-resume = Go on
plan-groups = What happens
plan-groups-caption = Per rule and source: how many records, and what was verified
records-of = Of what
verified = Verified gone
withheld = Kept after all
samples = Samples
samples-keys = keys
steps-failed = { $count ->
    [one] 1 step failed
   *[other] { $count } steps failed
  }
verb-delete = erase
verb-clear = clear in part
certificate = Certificate of destruction
certificate-what = Everything in this plan was erased, searched for again and not found. The receipt can be checked without us.
certificate-pdf = Certificate (PDF)
receipt-file = Receipt
approved = Approved by
completed = Complete on
policy = Policy
work-proof-title = Do we keep our word?
work-proof-lead = Every promise with its checks. What is broken comes first.
run-checks = Check everything now
diagnostics = Remarks about the policy ({ $count })
ledger-lead = Every action is here, without personal data. It cannot be changed unseen.
ledger-verify = Verify everything
ledger-fine = Everything is right: { $count } entries verified.
ledger-fault = Something in the ledger is not right. Keep a copy and ask the administrator.
ledger-last = The last entries
ledger-caption = The last entries, the newest first
when = When
facts = Facts
entry-policy-activated = New policy in force
entry-case-opened = Request received
entry-identity-confirmed = Identity established
entry-subject-resolved = Person looked up
entry-source-answered = Source searched
entry-record-judged = Verdict on a record
entry-package-built = Answer made
entry-package-delivered = Answer collected
entry-term-extended = Term extended
entry-case-closed = Request closed
entry-case-reopened = Request taken up again
entry-plan-proposed = Plan made
entry-plan-approved = Plan approved
entry-step-applied = Step done and verified
entry-step-failed = Step failed
entry-plan-completed = Plan complete
entry-plan-cancelled = Plan rejected
entry-hold-placed = Hold placed
entry-hold-released = Hold released
entry-consent-given = Consent given
entry-consent-withdrawn = Consent withdrawn
entry-objection-made = Objection made
entry-value-opened = Sealed value opened
entry-disclosed = Data given to a recipient
entry-account-created = Account made
entry-account-changed = Account changed
entry-promise-checked = Promise checked
entry-erased-person = Data and key of a person destroyed
entry-keys-rotated = Root key replaced
entry-restored = Backup restored

## What was done

done-identity = The identity is established.
done-person = The person is chosen and all sources were asked.
done-search = The sources were asked again.
done-verdict = The verdict is recorded.
done-apart = The record now stands apart and waits for a verdict.
done-proposals = The proposals are accepted.
done-complete = The review is complete.
done-extend = The term is extended.
done-refuse = The request is refused.
done-withdraw = The request is taken back.
done-close = The request is closed.
done-task = The answer is recorded.
done-release = The hold is released.
done-replay = Everything was looked up. No new plan is needed.
done-approve = The plan is approved and starts.
done-reject = The plan is rejected. Nothing was destroyed.
done-resume = The plan goes on.
done-checks = Everything was checked.

## Register of processing activities
nav-processing = Register
processing-title = Register of processing activities
processing-eyebrow = What we do with data
processing-lead = For each activity that we use data for, this tells whose they are, who gets them and how long we keep them. The register comes from the same policy as our privacy statement.
processing-since = Holds from { $since }.
processing-old = This is an old version. It held from { $since } until { $until }.
processing-now = To the register as it is now
processing-whole = To the whole register
processing-activities = Activities
processing-to = to { $purpose }
processing-keep = kept { $term }
processing-weighed = interests weighed on { $day }
processing-nobody = Nobody else gets these data.
processing-only-if = only with:
processing-address = Lasting address
processing-terms = Retention terms
processing-terms-about = The bar shows how long we keep data after the event that is named. An open bar has no number: there the event is the end.
processing-as-table = See the terms as a table
processing-kept = What we keep
processing-how-long = How long
processing-then = Then
processing-name = Name
processing-visit = Visiting address
processing-post = Postal address
processing-email = E-mail
processing-phone = Phone
processing-officer-by-controller = reached through the organisation

## Versions of the policy, and its editor

nav-policy = Policy
version-list-title = Versions of the statement
version-list-lead = All versions of our privacy statement: from which day each version holds, and why something changed.
version-caption = All versions, the newest first
version-version = Version
version-title = Version { $number }
version-from = Holds from
version-until = Until
version-why = Why
version-current = holds now
version-upcoming = On { $day } the privacy statement changes.
version-old = This is an old version.
version-held = This version held from { $from }. Since { $until } another version holds.
version-holds = This version holds now, from { $from }.
version-to-current = To the statement that holds now
version-all = All versions
version-pdf = This version as PDF
version-text = This version as text
version-changes = What changed with this version
version-no-changes = No sentence of the statement differs from the version before.
version-origin-files = From the files of the policy.
version-origin-program = From a new release of the program.
version-origin-editor = Written and approved in the workspace.
editor-title = Policy
editor-lead = Version { $number } holds since { $day }. Nothing that changes here holds before a second officer approves it.
editor-state-draft = Draft
editor-state-proposed = Proposal waits for approval
editor-state-scheduled = Approved, waits for its day
editor-written-by = Written by
editor-approved-by = Approved by
editor-reason = Why does the policy change?
editor-reason-hint = Everyone can read this with the versions of the statement. Name no persons.
editor-despite = Why all the same, with errors?
editor-despite-hint = { $count ->
    [one] The check finds 1 error. Write down why this may come into force all the same.
   *[other] The check finds { $count } errors. Write down why this may come into force all the same.
  }
editor-day-hint = For example 1-1-2027. Empty: as soon as it is approved.
editor-propose = Propose to a second officer
editor-approve = Approve
editor-approve-what = Look at everything below. Once approved, this policy holds from the day that stands with it.
editor-waits = Another privacy officer must approve this. Who proposed it, or wrote in it last, cannot.
editor-send-back = Send back
editor-take-back = Take back
editor-note = Note to the author
editor-note-hint = What must be different?
editor-note-outdated = This proposal could not come into force on its day: another version held by then, or it could no longer be read. Bring it up to date and propose it again.
editor-outdated = This was made from version { $base }. Another version holds now. Bring it up to date first.
editor-rebase = Bring up to the version that holds
editor-both = These files were changed both in the draft and in the new version. The draft stayed as it was. Compare them:
editor-discard = Throw the draft away
editor-discard-sure = I am sure: everything written in this draft goes.
editor-review = What changes
editor-summary = Against the version that holds. Findings: { $new } new, { $mended } mended, { $same } the same. Sentences of the statement that change: { $sentences }.
editor-unreadable = This policy cannot be read. Mend the errors first; then it shows what changes.
editor-forbids-requests = Under this policy nobody may handle requests of people. It cannot come into force like this.
editor-unsaved = Not saved yet.
editor-new = { $count ->
    [one] 1 new finding
   *[other] { $count } new findings
  }
editor-mended = { $count ->
    [one] 1 finding mended
   *[other] { $count } findings mended
  }
editor-same = { $count ->
    [one] 1 finding the same
   *[other] { $count } findings the same
  }
editor-sentences = { $count ->
    [one] 1 sentence of the statement changes
   *[other] { $count } sentences of the statement change
  }
editor-sentence-added = New
editor-sentence-removed = Goes
editor-sentence-changed = Changed
editor-was = Was
editor-becomes = Becomes
editor-line = line { $line }
editor-severity-error = Error
editor-severity-warning = Warning
editor-severity-check = Look at this
editor-files = Files
editor-files-caption = Files of the policy, and the vocabularies it builds on
editor-file = File
editor-pack = Pack
editor-read-only = Read only
editor-file-same = As it holds
editor-file-changed = Changed
editor-file-added = New
editor-file-removed = Goes
editor-new-file = New file
editor-new-file-hint = Small letters, digits and dashes, with .yaml at the end. For example: mandates.yaml.
editor-new-file-do = Make the file
editor-versions = Versions
editor-versions-caption = All versions, with who wrote and approved them
editor-text = Text of the file
editor-text-hint = YAML. An empty file goes when it is saved.
editor-save = Save in the draft
editor-save-over = Save my text all the same
editor-check = Check without saving
editor-not-saved = Not saved; this text is still in the form.
editor-conflict-next = Below is the text of the other person. Take over what is right. Saving then replaces that text by this one.
editor-theirs = The text that is in the draft now
editor-locked = This is proposed or approved. Take it back first to go on writing.
editor-vocabulary = This file belongs to a vocabulary that all corporations share. It can only be read here.
editor-in-force = This file as it holds now
editor-not-there = This file is not there yet.
editor-lines = Text with line numbers
error-text-too-large = This file is too large. A file is at most 1 MB; split it.
error-file-name = Write a name like mandates.yaml: small letters, digits and dashes, with .yaml at the end
error-sure = Tick the box if you are sure
error-date-past = Choose a day from today on
error-date-far = Choose a day within two years
conflict-draft-text = Someone else has changed this file meanwhile.
conflict-draft-state = The draft was changed, proposed or put in force meanwhile. Nothing was changed. Look again.
conflict-draft-unreadable = This draft cannot be read. Mend the errors first. Nothing was proposed.
conflict-draft-forbids-requests = Under this policy nobody may handle requests of people. Nothing was proposed.
conflict-draft-outdated = This draft was made from a version that no longer holds. Bring it up to date first. Nothing was changed.
conflict-draft-unchanged = This draft equals the version that holds. There is nothing to propose.
conflict-draft-errors = The check finds errors for which no reason was written down. Send the proposal back. Nothing was approved.
conflict-four-eyes = Who proposed a policy, or wrote in it last, cannot approve it. Ask another privacy officer. Nothing was changed.
conflict-version-unreadable = This version cannot be read by this release of the program.
conflict-policy-changed = Another version of the policy came into force meanwhile. Try again.
entry-policy-proposed = New policy proposed
entry-policy-approved = New policy approved
entry-policy-returned = Proposal for a policy sent back or taken back
fact-base = made from version
fact-effective-on = holds from
fact-errors = errors
fact-origin = origin
done-policy-save = Saved in the draft.
done-policy-propose = Proposed. Another privacy officer can approve it now.
done-policy-active = Approved. This policy holds from now on.
done-policy-scheduled = Approved. This policy holds from the day that stands with it.
done-policy-return = The proposal is a draft again.
done-policy-rebase = The draft was brought up to the version that holds.
done-policy-discard = The draft is gone. The policy in force stayed.

## Cookies
nav-cookies = Cookies

## Handing over the statement
nav-hand-over = Hand over
hand-over-title = Hand over the statement
hand-over-lead = Record that a person got the privacy statement. We do not keep the number itself: the ledger gets only a code by which you can look it up later.
hand-over-pdf = The statement as PDF, to print or send
hand-over-on-day = Which version held on a day?
hand-over-number = Relation number or contract number
hand-over-number-hint = For example R-0042. Never a BSN.
hand-over-when = When
hand-over-how = How
hand-over-record = Record
hand-over-look-up = Look up
hand-over-search = Look up
hand-over-none = Nothing is recorded for this number.
hand-over-found = What is recorded for this number
hand-over-day = Day
hand-over-moment-at-collection = When the data were asked
hand-over-moment-at-signing = At signing the contract
hand-over-moment-on-request = When the person asked for it
hand-over-way-paper = On paper
hand-over-way-email = By e-mail
hand-over-way-portal = In the customer portal
done-hand-over = Recorded that the statement was handed over.
entry-statement-handed-over = Privacy statement handed over
fact-moment = moment
fact-way = way
fact-changes = changes for people
fact-inform-first = to tell first
version-on-title = Which version held on a day?
version-on-day = Day
version-on-hint = Day, month and year, such as 1-10-2026.
version-on-look = Look up
version-on-held = On { $day } this version held:
version-on-none = On that day none of these versions held yet.
editor-touched = Running work that this touches
editor-touched-cases = These open requests keep the term that they have:
editor-touched-plans = A rule changes in these plans. What is not done yet, is done under the new policy:
change-for-people = What changes for people
change-first = Tell first
