import { describeCrashes } from './describe-crashes.js';
import { PUSH } from './flows/push.flow.js';

describeCrashes(PUSH);
