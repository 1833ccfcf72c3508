-- Accounts of employees, and their logins.
CREATE TABLE account (
    id {{uuid}} NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    functions TEXT NOT NULL,
    disabled {{int}} NOT NULL,
    created_at {{int}} NOT NULL
) {{strict}};

CREATE TABLE session (
    token_hash {{bytes}} NOT NULL PRIMARY KEY,
    account_id {{uuid}} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at {{int}} NOT NULL,
    expires_at {{int}} NOT NULL
) {{strict}};
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expires ON session (expires_at);

-- A person: only sealed. No foreign key points here, so that a file can outlive the identity in it.
CREATE TABLE person (
    id {{uuid}} NOT NULL PRIMARY KEY,
    identity {{bytes}} NOT NULL,
    created_at {{int}} NOT NULL
) {{strict}};

-- Numbers for people, such as 2026-0012.
CREATE TABLE counter (
    name TEXT NOT NULL,
    year {{int}} NOT NULL,
    value {{int}} NOT NULL,
    PRIMARY KEY (name, year)
) {{strict}};

-- Requests.
CREATE TABLE case_file (
    id {{uuid}} NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    received_at {{int}} NOT NULL,
    received_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    statutory_due_on TEXT NOT NULL,
    extended {{int}} NOT NULL,
    person_id {{uuid}} NOT NULL,
    policy TEXT NOT NULL,
    channel TEXT NOT NULL,
    identity_method TEXT,
    closed_at {{int}}
) {{strict}};
CREATE INDEX case_file_due ON case_file (due_on, id);
CREATE INDEX case_file_state ON case_file (state);
CREATE INDEX case_file_person ON case_file (person_id);

CREATE TABLE case_event (
    seq {{counted}},
    case_id {{uuid}} NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    at {{int}} NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL
) {{strict}};
CREATE INDEX case_event_case ON case_event (case_id, seq);

CREATE TABLE case_search (
    case_id {{uuid}} NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    subject_keys TEXT NOT NULL,
    -- How far the reading has come; NULL: at its start.
    progress TEXT,
    problem TEXT,
    PRIMARY KEY (case_id, source)
) {{strict}};

CREATE TABLE follow_link (
    token_hash {{bytes}} NOT NULL PRIMARY KEY,
    case_id {{uuid}} NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    expires_at {{int}} NOT NULL
) {{strict}};
CREATE INDEX follow_link_case ON follow_link (case_id);

-- Records of one class that were judged alike; one record where there are few.
CREATE TABLE finding (
    id {{uuid}} NOT NULL PRIMARY KEY,
    case_id {{uuid}} NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    class TEXT NOT NULL,
    records {{int}} NOT NULL,
    content {{bytes}} NOT NULL,
    proposal TEXT NOT NULL,
    needs_review {{int}} NOT NULL,
    verdict TEXT,
    grounds TEXT NOT NULL,
    decided_by TEXT
) {{strict}};
CREATE INDEX finding_case ON finding (case_id, source, class, id);

-- Documents that an answer should hold and that could not be masked; what an officer chose to do with each.
CREATE TABLE unmasked (
    finding_id {{uuid}} NOT NULL PRIMARY KEY REFERENCES finding (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    choice TEXT,
    ground TEXT,
    chosen_by TEXT
) {{strict}};

-- The shielded copy of an identity document of a requester, until the identity is confirmed; and how often one was
-- sent in. All of a copy goes at once.
CREATE TABLE identity_copy (
    case_id {{uuid}} NOT NULL PRIMARY KEY REFERENCES case_file (id) ON DELETE CASCADE,
    tries {{int}} NOT NULL,
    received_at {{int}},
    photo_unseen {{int}},
    picture {{bytes}},
    CHECK ((picture IS NULL) = (received_at IS NULL))
) {{strict}};
CREATE INDEX identity_copy_received ON identity_copy (received_at);

CREATE TABLE task (
    id {{uuid}} NOT NULL PRIMARY KEY,
    case_id {{uuid}} NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT NOT NULL,
    UNIQUE (case_id, source)
) {{strict}};
CREATE INDEX task_state ON task (state, due_on);

-- What colleagues answered: a later answer corrects the earlier ones.
CREATE TABLE task_answer (
    task_id {{uuid}} NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    seq {{int}} NOT NULL,
    state TEXT NOT NULL,
    answer {{bytes}},
    done_by TEXT NOT NULL,
    done_at {{int}} NOT NULL,
    PRIMARY KEY (task_id, seq)
) {{strict}};

-- The files that go with the answer that holds.
CREATE TABLE task_file (
    task_id {{uuid}} NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    number {{int}} NOT NULL,
    content {{bytes}} NOT NULL,
    PRIMARY KEY (task_id, number)
) {{strict}};

-- Where nobody can connect to, a colleague destroys what is past its term: once for each rule and period.
CREATE TABLE archive_task (
    id {{uuid}} NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    rule TEXT NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT NOT NULL,
    records {{int}},
    done_by TEXT,
    done_at {{int}},
    UNIQUE (source, rule, period)
) {{strict}};
CREATE INDEX archive_task_state ON archive_task (state, due_on);

-- Work for a person that follows from what was decided: in a source where Gestand cannot do it, and telling recipients.
CREATE TABLE follow_up (
    id {{uuid}} NOT NULL PRIMARY KEY,
    case_id {{uuid}} NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT NOT NULL,
    done_on TEXT,
    note {{bytes}},
    done_by TEXT,
    UNIQUE (case_id, kind, target)
) {{strict}};
CREATE INDEX follow_up_state ON follow_up (state, due_on);

-- The answer of a case; without built_at it is being built. The forms are made from it when they are fetched.
CREATE TABLE package (
    case_id {{uuid}} NOT NULL PRIMARY KEY REFERENCES case_file (id) ON DELETE CASCADE,
    build {{uuid}} NOT NULL,
    head {{bytes}},
    built_at {{int}},
    digest TEXT,
    expires_at {{int}},
    downloads {{int}} NOT NULL
) {{strict}};

-- Its records and documents, in order.
CREATE TABLE package_part (
    case_id {{uuid}} NOT NULL REFERENCES package (case_id) ON DELETE CASCADE,
    build {{uuid}} NOT NULL,
    seq {{int}} NOT NULL,
    document {{int}} NOT NULL,
    content {{bytes}} NOT NULL,
    PRIMARY KEY (case_id, build, seq)
) {{strict}};

-- What stops destruction: one record (class and key), or all records of a subject, in one source. `marked` says how far
-- its mark in that source is; NULL where there is none.
CREATE TABLE hold (
    id {{uuid}} NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    class TEXT,
    record_key TEXT,
    subject_key TEXT,
    case_id {{uuid}} REFERENCES case_file (id) ON DELETE SET NULL,
    reason TEXT NOT NULL,
    until TEXT NOT NULL,
    placed_at {{int}} NOT NULL,
    placed_by TEXT NOT NULL,
    released_at {{int}},
    marked TEXT,
    CHECK ((class IS NULL) = (record_key IS NULL)),
    CHECK (record_key IS NOT NULL OR subject_key IS NOT NULL)
) {{strict}};
CREATE INDEX hold_active ON hold (id, kind) WHERE released_at IS NULL;
CREATE INDEX hold_case ON hold (case_id);
CREATE INDEX hold_marked ON hold (id) WHERE marked IS NOT NULL;

-- The archive code that stood in a record before a hold marked it; NULL: nothing.
CREATE TABLE hold_mark (
    hold_id {{uuid}} NOT NULL REFERENCES hold (id) ON DELETE CASCADE,
    class TEXT NOT NULL,
    record_key TEXT NOT NULL,
    code_before TEXT,
    PRIMARY KEY (hold_id, class, record_key)
) {{strict}};

-- Records of a request for erasure that wait for the release of a hold.
CREATE TABLE deferred (
    finding_id {{uuid}} NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    hold_id {{uuid}} NOT NULL REFERENCES hold (id),
    PRIMARY KEY (finding_id, hold_id)
) {{strict}};
CREATE INDEX deferred_hold ON deferred (hold_id);

-- Work on sources.
CREATE TABLE plan (
    id {{uuid}} NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    case_id {{uuid}} REFERENCES case_file (id) ON DELETE SET NULL,
    policy TEXT NOT NULL,
    proposed_at {{int}} NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT,
    approved_at {{int}},
    completed_at {{int}},
    -- While all that is left waits for sources.
    retry_at {{int}},
    held {{int}} NOT NULL,
    certificate {{int}}
) {{strict}};
CREATE INDEX plan_state ON plan (state);
CREATE INDEX plan_case ON plan (case_id);

CREATE TABLE plan_step (
    id {{uuid}} NOT NULL PRIMARY KEY,
    plan_id {{uuid}} NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    seq {{int}} NOT NULL,
    source TEXT NOT NULL,
    class TEXT NOT NULL,
    verb TEXT NOT NULL,
    rule TEXT NOT NULL,
    items TEXT NOT NULL,
    keys {{bytes}} NOT NULL,
    records {{int}} NOT NULL,
    -- Of a rectification: the new values, and what stood there before; sealed under the key of the person of the case.
    new_values {{bytes}},
    old_values {{bytes}},
    on_or_before TEXT,
    state TEXT NOT NULL,
    attempts {{int}} NOT NULL,
    affected {{int}} NOT NULL,
    absent {{int}} NOT NULL,
    withheld {{int}} NOT NULL,
    problem TEXT,
    waiting_since {{int}},
    retry_at {{int}},
    ledger_index {{int}},
    -- The plan that erased these records before, where they came back.
    earlier_plan {{uuid}},
    UNIQUE (plan_id, seq)
) {{strict}};
-- Classes of which anything was ever erased.
CREATE INDEX plan_step_erased ON plan_step (source, class) WHERE verb = 'delete' AND state = 'verified' AND absent > 0;

-- What was erased, as keyed digests: compared with the sources, so that what comes back is seen. `about` tells whom a
-- record was about: a source may give the key of an erased record to another one.
CREATE TABLE erased_record (
    digest {{bytes}} NOT NULL,
    about {{bytes}} NOT NULL,
    plan_id {{uuid}} NOT NULL,
    step_id {{uuid}} NOT NULL,
    erased_at {{int}} NOT NULL,
    PRIMARY KEY (digest, about)
) {{strict}};

-- What a step erased, before each record has its row in erased_record: pieces of 64 bytes, digest and `about`.
CREATE TABLE erased_batch (
    id {{counted}},
    plan_id {{uuid}} NOT NULL,
    step_id {{uuid}} NOT NULL,
    pieces {{bytes}} NOT NULL,
    erased_at {{int}} NOT NULL
) {{strict}};

-- Documents of the sources that were read for who is mentioned in them. `digest` is as in erased_record; `name` is the
-- key of the document, sealed; `mark` tells how it was when it was read.
CREATE TABLE indexed_document (
    digest {{bytes}} NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    name {{bytes}} NOT NULL,
    mark {{bytes}} NOT NULL,
    -- The round of reading that saw it last: what a later round does not see is gone.
    round {{int}} NOT NULL,
    -- Why not all of it could be read; NULL: all was.
    unread TEXT,
    -- The cause may be gone the next time.
    again {{int}} NOT NULL
) {{strict}};
CREATE INDEX indexed_document_source ON indexed_document (source, round);

-- Who is mentioned where: keyed digests of what tells persons apart, never the text itself.
CREATE TABLE mention (
    term {{bytes}} NOT NULL,
    document {{bytes}} NOT NULL REFERENCES indexed_document (digest) ON DELETE CASCADE,
    PRIMARY KEY (term, document)
) {{strict}};
CREATE INDEX mention_document ON mention (document);

-- How far the reading of a source has come.
CREATE TABLE index_round (
    source TEXT NOT NULL PRIMARY KEY,
    round {{int}} NOT NULL,
    -- Sealed; NULL: the round is at its start, or over.
    place {{bytes}},
    finished_at {{int}}
) {{strict}};

-- Who works on what now: taken, renewed while the work goes on, free again when its time has passed.
CREATE TABLE lease (
    job_id {{uuid}} NOT NULL PRIMARY KEY,
    run_id {{uuid}} NOT NULL,
    until {{int}} NOT NULL
) {{strict}};

-- The proof log: entries of committed changes that have no place in the tree yet, leaves with their hash, hashes of larger
-- complete subtrees, and the head under whose row lock a leaf is appended.
CREATE TABLE ledger_pending (
    seq {{counted}},
    leaf {{bytes}} NOT NULL,
    reference TEXT
) {{strict}};

CREATE TABLE ledger_leaf (
    idx {{int}} NOT NULL PRIMARY KEY,
    leaf {{bytes}} NOT NULL,
    hash {{bytes}} NOT NULL,
    reference TEXT
) {{strict}};
CREATE INDEX ledger_leaf_reference ON ledger_leaf (reference);

CREATE TABLE ledger_node (
    level {{int}} NOT NULL,
    idx {{int}} NOT NULL,
    hash {{bytes}} NOT NULL,
    PRIMARY KEY (level, idx),
    CHECK (level > 0)
) {{strict}};

CREATE TABLE ledger_head (
    id {{int}} NOT NULL PRIMARY KEY CHECK (id = 1),
    size {{int}} NOT NULL,
    frontier {{bytes}} NOT NULL,
    checkpoint TEXT
) {{strict}};
INSERT INTO ledger_head (id, size, frontier) VALUES (1, 0, {{no_bytes}});

CREATE TABLE promise_check (
    promise TEXT NOT NULL,
    check_name TEXT NOT NULL,
    status TEXT NOT NULL,
    evidence TEXT NOT NULL,
    checked_at {{int}} NOT NULL,
    ledger_index {{int}} NOT NULL,
    PRIMARY KEY (promise, check_name)
) {{strict}};

-- Policies that came into force, the newest number holds. `files` has the pack and its vocabulary as text, so that a
-- version can be compiled again. The same content may come back under a later number.
CREATE TABLE policy_version (
    number {{int}} NOT NULL PRIMARY KEY CHECK (number > 0),
    version TEXT NOT NULL,
    pack TEXT NOT NULL,
    document TEXT NOT NULL,
    statement TEXT NOT NULL,
    files TEXT NOT NULL,
    origin TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    despite TEXT NOT NULL,
    written_by TEXT NOT NULL,
    approved_by TEXT,
    activated_at {{int}} NOT NULL
) {{strict}};

-- The one policy in the making. `revision` never comes back: whoever changes it names the one that they saw.
CREATE TABLE pack_draft (
    id {{int}} NOT NULL PRIMARY KEY CHECK (id = 1),
    revision {{int}} NOT NULL,
    state TEXT NOT NULL,
    base {{int}} NOT NULL REFERENCES policy_version (number),
    files TEXT NOT NULL,
    written_by TEXT NOT NULL,
    changed_at {{int}} NOT NULL,
    reason TEXT NOT NULL,
    despite TEXT NOT NULL,
    effective_on TEXT,
    proposed_by TEXT,
    approved_by TEXT,
    note TEXT NOT NULL
) {{strict}};
