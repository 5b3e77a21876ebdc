import { describeCrashes } from './describe-crashes.js';
import { UNINSTALL } from './flows/uninstall.flow.js';

describeCrashes(UNINSTALL);
