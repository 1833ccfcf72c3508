# Outcome of `gestand cookies scan`.
head = { $site } beside the policy of '{ $policy }' (version { $version })
pages = { $pages ->
    [one] One page
   *[other] { $pages } pages
} looked at{ $unopened ->
    [0] .
    [one] ; one link gave an error.
   *[other] ; { $unopened } links gave an error.
}
refused-by = Refusing: { $how }
accepted-by = Accepting: { $how }
clicked = { $labels }, { $clicks ->
    [one] 1 click
   *[other] { $clicks } clicks
}
clicked-manager = { $labels }, { $clicks ->
    [one] 1 click
   *[other] { $clicks } clicks
} ({ $manager })
not-found = no button found
more = - … and { $count } more of this kind; --format json gives them all
sum = { $count ->
    [0] No differences.
    [one] 1 difference.
   *[other] { $count } differences.
}
not-seen = Not seen, but in the policy: { $nodes }

thing-cookie = Cookie '{ $name }' ({ $host })
thing-local-storage = '{ $name }' in localStorage ({ $host })
thing-session-storage = '{ $name }' in sessionStorage ({ $host })
thing-host = A call to { $host }

phase-before-choice = before a choice
phase-after-refusing = after refusing
phase-after-accepting = after accepting

before-consent = { $thing } is there before a choice. It needs consent ({ $node }).
after-refusing = { $thing } is there after refusing. It needs consent ({ $node }).
no-refuse = There is a button to accept, but no button to refuse was found. If there is one, point it out with --refuse.
refuse-harder = Refusing takes { $refuse } clicks and accepting { $accept }. Refusing must be as easy.
no-accept = The policy has cookies that need consent, but no button to accept was found. If there is one, point it out with --accept.
undeclared = { $thing } is not in the policy. Seen: { $phases }.
undeclared-like = The policy does have '{ $name }' ({ $node }): are the name and `kept_in` right?
lives-longer = { $thing } stays for { $seen }; the policy says: { $declared } ({ $node }).

length-session = until the browser closes
length-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
length-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
length-weeks = { $n ->
    [one] 1 week
   *[other] { $n } weeks
}
length-months = { $n ->
    [one] 1 month
   *[other] { $n } months
}
length-years = { $n ->
    [one] 1 year
   *[other] { $n } years
}

error-no-chromium = Chromium was not found. Install it (Debian: apt install chromium), or point it out with --chromium or GESTAND_CHROMIUM.
error-ended = The browser did not start, or ended. The last that it said: { $words }
error-address = That is not the address of a website. Write it as https://www.example.nl, without name and password.
error-unreachable = { $host } cannot be reached ({ $code }). Nothing was compared. Check the address, and whether the site works.
error-status = { $host } gives an error page (HTTP { $status }). Nothing was compared. Check the address.
error-endless = { $host } redirects or reloads without end. Nothing was compared.
error-time-out = The site was not ready within { $seconds } seconds. Nothing was compared. Try again later.
error-selector = Nothing visible fits the selector '{ $selector }'. Look in the browser which selector the button has.
error-crashed = The page made the browser crash. Nothing was compared.
error-stopped = Stopped. Nothing was compared.
error-refused = The browser did not carry out a command: { $words }. Use a recent Chromium.
