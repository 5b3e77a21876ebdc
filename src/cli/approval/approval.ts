import 'reflect-metadata';
import { loadSettings, type Settings } from '../../platform/config/index.js';
import { withScene } from '../doctor/with-scene.js';
import { gatherEvidence, type Shown } from './gather.js';
import { CHECKLISTS } from './lists.js';

/** What this deployment has to show for each requirement of the review. @throws BadConfiguration */
export async function approval(read: () => Settings = loadSettings): Promise<readonly Shown[]> {
  return withScene(read(), (scene) => gatherEvidence(CHECKLISTS, scene));
}
