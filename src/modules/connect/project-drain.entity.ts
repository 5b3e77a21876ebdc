import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { mutable } from '../../platform/database/index.js';

/** A drain that carries something of a linked project to a resource. */
@Entity('project_drains')
@ForeignKey(
  'project_links',
  ['installationId', 'resourceId', 'projectId'],
  ['installationId', 'resourceId', 'projectId'],
  {
    name: 'project_drains_installation_id_resource_id_project_id_fkey',
    onUpdate: 'CASCADE',
    onDelete: 'CASCADE',
  },
)
export class ProjectDrain {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'project_drains_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'project_drains_pkey' })
  readonly resourceId: string;

  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'project_drains_pkey' })
  readonly projectId: string;

  /** As the catalog calls it. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'project_drains_pkey' })
  readonly name: string;

  /** Vercel's id; null as long as it is not known to be there. */
  @Column({ name: 'drain_id', type: 'text', nullable: true })
  readonly drainId: string | null;

  /** What was wrong at the last try or test; null: nothing. */
  @Column({ type: 'text', nullable: true })
  readonly problem: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  static want(
    key: Pick<ProjectDrain, 'installationId' | 'resourceId' | 'projectId' | 'name'>,
    now: Date,
  ): ProjectDrain {
    return Object.assign(new ProjectDrain(), key, { drainId: null, problem: null, createdAt: now });
  }

  /** Vercel has it under this id. */
  stand(drainId: string): void {
    const self = mutable(this);
    self.drainId = drainId;
    self.problem = null;
  }

  /** What the last try or test came to. */
  note(problem: string | null): void {
    mutable(this).problem = problem;
  }
}
