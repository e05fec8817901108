-- The shop. Run any number of times: it creates what is absent and drops nothing.
CREATE TABLE IF NOT EXISTS public.users (
    user_id    serial PRIMARY KEY,
    name       text        NOT NULL,
    email      text        NOT NULL UNIQUE,
    city       text,
    country    text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_login timestamptz
);

CREATE TABLE IF NOT EXISTS public.products (
    product_id serial PRIMARY KEY,
    name       text           NOT NULL,
    price      numeric(14, 2) NOT NULL CHECK (price >= 0),
    category   text           NOT NULL,
    stock      integer        NOT NULL DEFAULT 0 CHECK (stock >= 0)
);
CREATE INDEX IF NOT EXISTS products_category_idx ON public.products (category);

CREATE TABLE IF NOT EXISTS public.orders (
    order_id     serial PRIMARY KEY,
    user_id      integer        NOT NULL REFERENCES public.users (user_id),
    total_amount numeric(14, 2) NOT NULL CHECK (total_amount >= 0),
    status       text           NOT NULL CHECK (status IN ('pending', 'completed', 'cancelled', 'refunded')),
    created_at   timestamptz    NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS orders_user_id_created_at_idx ON public.orders (user_id, created_at);
CREATE INDEX IF NOT EXISTS orders_created_at_idx ON public.orders (created_at);

CREATE TABLE IF NOT EXISTS public.order_items (
    order_item_id  serial PRIMARY KEY,
    order_id       integer        NOT NULL REFERENCES public.orders (order_id),
    product_id     integer        NOT NULL REFERENCES public.products (product_id),
    quantity       integer        NOT NULL CHECK (quantity > 0),
    price_per_unit numeric(14, 2) NOT NULL CHECK (price_per_unit >= 0)
);
CREATE INDEX IF NOT EXISTS order_items_order_id_idx ON public.order_items (order_id);
CREATE INDEX IF NOT EXISTS order_items_product_id_idx ON public.order_items (product_id);
