export { ADMIN_READ_FAILURES, ADMIN_WRITE_FAILURES, Answers, READ_FAILURES, WRITE_FAILURES } from './answers.js';
export { AddressLimit, isFromInternet, networkOf } from './address-limit.js';
export type { AppRequest } from './app-request.js';
export { boundedServer, closeConnectionsWhen, noteShed } from './connections.js';
export { Cookies } from './cookies.js';
export { ErrorFilter } from './error.filter.js';
export { ErrorPages } from './error-pages.js';
export { FORM_BODY } from './form-body.js';
export { InTurn, type Step } from './in-turn.js';
export { assertStorable, isStorableText, parseJson } from './json-body.js';
export { sortLandings } from './landings.js';
export { mediaTypeOf } from './media-type.js';
export { rawBodyOf } from './read-body.js';
export { Rendered } from './rendered.js';
export {
  AnswersErrorsAs,
  type BodyForm,
  BodyMayBeAbsent,
  ReadsBodyAs,
  RequestInterceptor,
} from './request.interceptor.js';
export { redirectTarget, ssoLink, ssoTarget } from './redirect-target.js';
export { RootAdapter } from './root-adapter.js';
export { canBeOpened, listRoutes, methodsFor } from './route-table.js';
export { cursorAfter, readPage } from './page.js';
export { MayName, PageQuery } from './page.query.js';
export { IsMapOf, IsWebUrl } from './validators.js';
export { detour } from './way-back.js';
export { uncached } from './uncached.js';
export { AsItCame, MayBeAbsent, validationPipe } from './validation.js';
