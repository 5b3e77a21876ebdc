import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that lend a token by the redirect flow: what browsers are in the middle of, and what was set up in which project. */
export class ConnectedAccounts1763776985000 implements MigrationInterface {
  readonly name = 'ConnectedAccounts1763776985000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE installations
      ADD COLUMN kind text NOT NULL DEFAULT 'marketplace',
      ADD COLUMN team_id text,
      ADD CONSTRAINT installations_kind_check CHECK (kind IN ('marketplace', 'connected')),
      ADD CONSTRAINT installations_team_id_check CHECK (team_id IS NULL OR kind = 'connected')`);
    await createFlows(runner);
    await createLinks(runner);
    await createDrains(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE project_drains, project_links, connect_flows');
    await runner.query('ALTER TABLE installations DROP COLUMN kind, DROP COLUMN team_id');
  }
}

async function createFlows(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE connect_flows (
    digest text NOT NULL,
    installation_id text,
    stage text NOT NULL,
    source text NOT NULL,
    state_digest text,
    code bytea,
    code_key_id text,
    code_digest text,
    path text,
    configuration_id text,
    next text,
    project_id text,
    external_id text,
    problem text,
    busy_until timestamptz,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT connect_flows_pkey PRIMARY KEY (digest),
    CONSTRAINT connect_flows_code_digest_uq UNIQUE (code_digest),
    CONSTRAINT connect_flows_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
    CONSTRAINT connect_flows_stage_check CHECK (stage IN ('started', 'arrived', 'exchanged', 'confirmed')),
    CONSTRAINT connect_flows_problem_check CHECK (problem IN ('refused', 'foreign', 'unusable')),
    CONSTRAINT connect_flows_code_check CHECK ((code IS NULL) = (code_key_id IS NULL)),
    CONSTRAINT connect_flows_installation_id_check
      CHECK ((stage IN ('exchanged', 'confirmed')) = (installation_id IS NOT NULL))
  )`);
  await runner.query('CREATE INDEX connect_flows_installation_id_idx ON connect_flows (installation_id)');
  await runner.query('CREATE INDEX connect_flows_expires_at_idx ON connect_flows (expires_at)');
  await runner.query('CREATE INDEX connect_flows_code_key_id_idx ON connect_flows (code_key_id)');
}

async function createLinks(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE project_links (
    installation_id text NOT NULL,
    resource_id text NOT NULL,
    project_id text NOT NULL,
    project_name text NOT NULL,
    targets text[] NOT NULL,
    wish text NOT NULL,
    variables jsonb NOT NULL,
    written_version integer,
    problem text,
    attempts integer NOT NULL,
    due_at timestamptz,
    busy_until timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT project_links_pkey PRIMARY KEY (installation_id, resource_id, project_id),
    CONSTRAINT project_links_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
      REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT project_links_wish_check CHECK (wish IN ('written', 'removed')),
    CONSTRAINT project_links_targets_check CHECK (cardinality(targets) > 0)
  )`);
  await runner.query('CREATE INDEX project_links_project_id_idx ON project_links (project_id)');
  await runner.query('CREATE INDEX project_links_due_at_idx ON project_links (due_at) WHERE due_at IS NOT NULL');
}

async function createDrains(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE project_drains (
    installation_id text NOT NULL,
    resource_id text NOT NULL,
    project_id text NOT NULL,
    name text NOT NULL,
    drain_id text,
    problem text,
    created_at timestamptz NOT NULL,
    CONSTRAINT project_drains_pkey PRIMARY KEY (installation_id, resource_id, project_id, name),
    CONSTRAINT project_drains_installation_id_resource_id_project_id_fkey
      FOREIGN KEY (installation_id, resource_id, project_id)
      REFERENCES project_links (installation_id, resource_id, project_id) ON UPDATE CASCADE ON DELETE CASCADE
  )`);
}
