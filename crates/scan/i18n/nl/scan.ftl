# Uitkomst van `gestand cookies scan`.
head = { $site } naast het beleid van '{ $policy }' (versie { $version })
pages = { $pages ->
    [one] Eén pagina
   *[other] { $pages } pagina's
} bekeken{ $unopened ->
    [0] .
    [one] ; één link gaf een fout.
   *[other] ; { $unopened } links gaven een fout.
}
refused-by = Weigeren: { $how }
accepted-by = Toestaan: { $how }
clicked = { $labels }, { $clicks ->
    [one] 1 klik
   *[other] { $clicks } klikken
}
clicked-manager = { $labels }, { $clicks ->
    [one] 1 klik
   *[other] { $clicks } klikken
} ({ $manager })
not-found = geen knop gevonden
more = - … en nog { $count } van deze soort; --format json geeft ze allemaal
sum = { $count ->
    [0] Geen verschillen.
    [one] 1 verschil.
   *[other] { $count } verschillen.
}
not-seen = Niet gezien, wel in het beleid: { $nodes }

thing-cookie = Cookie '{ $name }' ({ $host })
thing-local-storage = '{ $name }' in localStorage ({ $host })
thing-session-storage = '{ $name }' in sessionStorage ({ $host })
thing-host = Verbinding met { $host }

phase-before-choice = voor een keuze
phase-after-refusing = na weigeren
phase-after-accepting = na toestaan

before-consent = { $thing } is er al voor een keuze. Daar is toestemming voor nodig ({ $node }).
after-refusing = { $thing } is er ook na weigeren. Daar is toestemming voor nodig ({ $node }).
no-refuse = Er is een knop om toe te staan, maar geen knop gevonden om te weigeren. Is die er wel? Wijs hem dan aan met --refuse.
refuse-harder = Weigeren kost { $refuse } klikken en toestaan { $accept }. Weigeren moet even makkelijk zijn.
no-accept = In het beleid staan cookies waar toestemming voor nodig is, maar er is geen knop gevonden om toe te staan. Is die er wel? Wijs hem dan aan met --accept.
undeclared = { $thing } staat niet in het beleid. Gezien: { $phases }.
undeclared-like = Het beleid kent wel '{ $name }' ({ $node }): kloppen de naam en `kept_in`?
lives-longer = { $thing } blijft { $seen } staan; het beleid zegt: { $declared } ({ $node }).

length-session = tot de browser sluit
length-hours = { $n } uur
length-days = { $n ->
    [one] 1 dag
   *[other] { $n } dagen
}
length-weeks = { $n ->
    [one] 1 week
   *[other] { $n } weken
}
length-months = { $n ->
    [one] 1 maand
   *[other] { $n } maanden
}
length-years = { $n } jaar

error-no-chromium = Chromium is niet gevonden. Installeer het (Debian: apt install chromium), of wijs het aan met --chromium of GESTAND_CHROMIUM.
error-ended = De browser startte niet of stopte. Het laatste dat hij meldde: { $words }
error-address = Dat is geen adres van een website. Schrijf het als https://www.voorbeeld.nl, zonder naam en wachtwoord.
error-unreachable = { $host } is niet bereikbaar ({ $code }). Er is niets vergeleken. Controleer het adres en of de website werkt.
error-status = { $host } geeft een foutpagina (HTTP { $status }). Er is niets vergeleken. Controleer het adres.
error-endless = { $host } verwijst zonder einde door of herlaadt steeds. Er is niets vergeleken.
error-time-out = De website was niet klaar binnen { $seconds } seconden. Er is niets vergeleken. Probeer het later nog eens.
error-selector = Er is niets zichtbaars dat bij de selector '{ $selector }' past. Kijk in de browser welke selector de knop heeft.
error-crashed = De pagina liet de browser vastlopen. Er is niets vergeleken.
error-stopped = Gestopt. Er is niets vergeleken.
error-refused = De browser voerde een opdracht niet uit: { $words }. Gebruik een recente Chromium.
