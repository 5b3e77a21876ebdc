export type { AppRequest } from './app-request.js';
export { refuseUnreadable } from './client-error.js';
export { ErrorFilter } from './error.filter.js';
export { isStorableText } from './json-body.js';
export { answerOptions } from './options.js';
export { AnswersErrorsAs, RequestInterceptor } from './request.interceptor.js';
export { listRoutes, type RouteEntry } from './route-table.js';
export { IsMapOf, IsWebUrl } from './validators.js';
export { MayBeAbsent, validationPipe } from './validation.js';
