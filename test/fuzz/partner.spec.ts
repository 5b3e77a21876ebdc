import { ApiDocument } from './described.js';
import { describeFuzz } from './describe-fuzz.js';
import { PartnerGround } from './grounds/partner.ground.js';

describeFuzz('the partner API', new ApiDocument('partner'), () => PartnerGround.open());
