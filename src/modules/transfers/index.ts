export { TRANSFER_STATES, type ListedTransfer, TransferList, type TransferState } from './transfer-list.repository.js';
export { TransfersModule } from './transfers.module.js';
