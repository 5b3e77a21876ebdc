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
});
if (clientId) ui.initOAuth({ clientId, scopes: 'openid', usePkceWithAuthorizationCodeGrant: true });
