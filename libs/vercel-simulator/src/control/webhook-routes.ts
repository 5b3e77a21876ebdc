import { BadControlRequest, type ControlCall, type ControlRoute, maybeText, ok, text } from './control-call.js';

const WEBHOOKS = '/_simulator/v1/webhooks';
const NOTHING = { status: 204 };

/** What is sent to the provider's webhook URL. */
export const WEBHOOK_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: WEBHOOKS, handler: ({ vercel }) => ok({ webhooks: vercel.webhooks.sent }) },
  { method: 'POST', path: WEBHOOKS, handler: send },
  {
    method: 'POST',
    path: `${WEBHOOKS}/hold`,
    handler: ({ vercel }) => {
      vercel.webhooks.hold();
      return NOTHING;
    },
  },
  {
    method: 'POST',
    path: `${WEBHOOKS}/release`,
    handler: async ({ vercel, body }) => {
      const order = body['order'] ?? 'as-sent';
      if (order !== 'as-sent' && order !== 'reversed') throw new BadControlRequest('order must be as-sent or reversed');
      await vercel.webhooks.release(order);
      return NOTHING;
    },
  },
];

async function send({ vercel, body }: ControlCall): Promise<{ readonly status: number; readonly body: unknown }> {
  const { payload = {}, copies = 1 } = body;
  if (typeof payload !== 'object' || payload === null) throw new BadControlRequest('payload must be an object');
  if (typeof copies !== 'number') throw new BadControlRequest('copies must be a number');
  const sent = await vercel.webhooks.send(text(body, 'type'), payload, { copies, ...maybeText(body, 'id') });
  return { status: 201, body: sent };
}
