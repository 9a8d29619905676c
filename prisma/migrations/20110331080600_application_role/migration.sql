-- The application need own nothing. An operator grants it this role once:
--   CREATE ROLE evolve LOGIN PASSWORD '…'; GRANT evolve_app TO evolve;
-- and gives DATABASE_URL of that user to the api and worker; migrations run as the tables' owner.
-- Roles belong to the whole cluster, so another database may have made it already, and whoever
-- migrates may not be allowed to make roles: then an administrator makes it and runs these grants.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    CREATE ROLE evolve_app NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'Role evolve_app was not made: "%" may not make roles', current_user;
END
$$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT USAGE ON SCHEMA public TO evolve_app;
    GRANT SELECT, INSERT ON entry, definition TO evolve_app;
    GRANT SELECT, INSERT, DELETE ON private_text TO evolve_app;
    GRANT SELECT, INSERT ON accepted_key TO evolve_app;
    GRANT SELECT, INSERT, UPDATE ON organisation, programme, item, timer, notice, delivery TO evolve_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON person, "grant" TO evolve_app;
  END IF;
END
$$;
