export { ProductServer } from './product-server.js';
export { Shop, type ShopOptions } from './shop.js';
export { stayed } from './stays.js';
export { buying, type Sold, Tenant, type TenantAnswer, type TenantCall } from './tenant.js';
