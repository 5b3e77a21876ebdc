/** Logins need not allow the header by which Swagger UI marks its request for a token, and then browsers do not send it. */
function withoutMark(request) {
  delete request.headers['X-Requested-With'];
  return request;
}

const root = document.querySelector('#swagger-ui');
const { document: url, clientId, redirectUrl } = root.dataset;

const ui = globalThis.SwaggerUIBundle({
  domNode: root,
  url,
  oauth2RedirectUrl: redirectUrl,
  deepLinking: true,
  displayRequestDuration: true,
  filter: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  requestInterceptor: withoutMark,
});
if (clientId) ui.initOAuth({ clientId, scopes: 'openid', usePkceWithAuthorizationCodeGrant: true });
