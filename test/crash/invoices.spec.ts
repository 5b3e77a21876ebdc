import { describeCrashes } from './describe-crashes.js';
import { PERIOD } from './flows/period.flow.js';
import { REFUND } from './flows/refund.flow.js';
import { SALE_IN_ADVANCE } from './flows/sale-in-advance.flow.js';

describeCrashes(SALE_IN_ADVANCE, PERIOD, REFUND);
