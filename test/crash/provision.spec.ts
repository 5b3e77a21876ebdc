import { describeCrashes } from './describe-crashes.js';
import { PROVISION } from './flows/provision.flow.js';

describeCrashes(PROVISION);
