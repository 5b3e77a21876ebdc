import { describeCrashes } from './describe-crashes.js';
import { ROTATE_AT_ONCE } from './flows/rotate.flow.js';

describeCrashes(ROTATE_AT_ONCE);
