-- What the intake remembers, beside the shop's own tables. Run any number of times: it creates what is absent.

-- What became of everything that was asked for. A row is committed together with what it speaks of, so that a
-- repetition of the same id is known and changes nothing.
CREATE TABLE IF NOT EXISTS public.intake_receipts (
    id          text PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('order', 'product')),
    fingerprint text        NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('written', 'refused')),
    number      integer,    -- the order_id or the product_id
    reason      text,       -- of a refusal
    detail      text,
    accepted_at timestamptz NOT NULL,
    decided_at  timestamptz NOT NULL DEFAULT now()
);

-- What the shop cannot do, put aside with its reason; the others go on.
CREATE TABLE IF NOT EXISTS public.intake_refused (
    topic       text        NOT NULL,
    "partition" integer     NOT NULL,
    "offset"    bigint      NOT NULL,
    id          text,       -- absent where the record cannot be read
    kind        text        NOT NULL,
    reason      text        NOT NULL,
    detail      text        NOT NULL,
    record      text        NOT NULL,
    refused_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, "partition", "offset")
);
