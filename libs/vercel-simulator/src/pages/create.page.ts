import type { BillingPlan, Metadata } from '#libs/vercel-contract';
import type { ProductCard } from '../options.js';
import type { Team } from '../team/team.js';
import { form, hidden, textArea, textField } from './forms.js';
import { html, type Html } from './html.js';
import type { Page } from './layout.js';
import { metadataFields, readMetadata } from './metadata-fields.js';
import { type Done, maybe, need, type PageCall, type PageRoute, resourcePath, teamOf, teamPath } from './page-call.js';
import { linkButton, section } from './parts.js';
import { belowTeam } from './team-frame.js';

const TEAM = '/dashboard/teams/:team';

/** The way to a resource: a product, then a plan and what the product asks. */
export const CREATE_ROUTES: readonly PageRoute[] = [
  { method: 'GET', path: `${TEAM}/create`, handler: { show } },
  { method: 'POST', path: `${TEAM}/resources`, handler: { act: provision } },
];

async function show(call: PageCall): Promise<Page> {
  const team = teamOf(call);
  const { product } = call.query;
  if (product === undefined) return chooseProduct(call, team);
  const card = call.vercel.products.find(({ slug }) => slug === product) ?? { slug: product, name: product };
  const plans = await team.plans(product);
  return belowTeam(team, `Create a ${card.name}`, section('Plan and settings', creation(team, card, plans)));
}

function chooseProduct({ vercel }: PageCall, team: Team): Page {
  const links = vercel.products.map(({ slug, name }) =>
    linkButton(teamPath(team.name, `/create?product=${encodeURIComponent(slug)}`), name),
  );
  const other = html`<form method="get" action="${teamPath(team.name, '/create')}" class="line">
    ${textField({ name: 'product', label: links.length > 0 ? 'Another one, by its slug' : 'Slug of the product' })}
    <span><button>Show plans</button></span>
  </form>`;
  return belowTeam(
    team,
    'Create a resource',
    section('Product', links.length > 0 && html`<p class="row">${links}</p>`, other),
  );
}

function creation(team: Team, card: ProductCard, plans: readonly BillingPlan[]): Html {
  const choices = plans.filter(({ disabled }) => disabled !== true);
  return form(
    { action: teamPath(team.name, '/resources'), button: 'Create', tone: 'primary', shape: 'stack' },
    hidden('product', card.slug),
    textField({ name: 'name', label: 'Name' }),
    card.metadata === undefined
      ? textArea({ name: 'metadata', label: 'Metadata, as JSON', value: '{}' })
      : metadataFields(card.metadata),
    html`<fieldset>
      <legend>Plan</legend>
      ${choices.map(planChoice)}
    </fieldset>`,
    textField({ name: 'externalId', label: 'External id, of a Deploy Button', need: 'optional' }),
  );
}

function planChoice({ id, name, description, cost, paymentMethodRequired }: BillingPlan, index: number): Html {
  const price = cost ?? (paymentMethodRequired === false ? 'Free' : '');
  return html`<label class="choice"
    ><input type="radio" name="plan" value="${id}" required ${index === 0 && html`checked`} /><span
      ><strong>${name}</strong> ${description} ${price !== '' && html`<span class="hint">${price}</span>`}</span
    ></label
  >`;
}

async function provision(call: PageCall): Promise<Done> {
  const team = teamOf(call);
  const { form: fields, vercel } = call;
  const [product, plan, name] = [need(fields, 'product'), need(fields, 'plan'), need(fields, 'name')];
  const schema = vercel.products.find(({ slug }) => slug === product)?.metadata;
  const given = (JSON.parse(fields['metadata'] ?? '{}') ?? {}) as Metadata;
  const metadata = schema === undefined ? given : readMetadata(schema, call);
  const resource = await team.provision({ product, plan, name, metadata, ...maybe(fields, 'externalId') });
  return { to: resourcePath(team.name, resource.id), text: `${name} was created.` };
}
