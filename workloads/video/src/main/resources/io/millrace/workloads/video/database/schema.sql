-- The video service. Run any number of times: it creates what is absent and drops nothing.
CREATE TABLE IF NOT EXISTS public.viewers (
    viewer_id serial PRIMARY KEY,
    name      text        NOT NULL,
    country   text        NOT NULL,
    joined_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS public.titles (
    title_id serial PRIMARY KEY,
    name     text    NOT NULL,
    genre    text    NOT NULL,
    year     integer NOT NULL,
    minutes  integer NOT NULL CHECK (minutes > 0)
);

CREATE TABLE IF NOT EXISTS public.ratings (
    rating_id bigserial PRIMARY KEY,
    viewer_id integer     NOT NULL REFERENCES public.viewers (viewer_id),
    title_id  integer     NOT NULL REFERENCES public.titles (title_id),
    stars     integer     NOT NULL CHECK (stars BETWEEN 1 AND 5),
    rated_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (viewer_id, title_id)
);
