import { ApiDocument } from './described.js';
import { describeFuzz } from './describe-fuzz.js';
import { UsageGround } from './grounds/usage.ground.js';

describeFuzz('the usage API', new ApiDocument('usage'), () => UsageGround.open());
