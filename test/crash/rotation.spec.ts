import { describeCrashes } from './describe-crashes.js';
import { ROTATE, ROTATE_AT_ONCE } from './flows/rotate.flow.js';

describeCrashes(ROTATE);
describeCrashes(ROTATE_AT_ONCE);
