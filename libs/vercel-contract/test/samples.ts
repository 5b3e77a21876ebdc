/** A whole plan, as Vercel wants it in every resource. */
export const PLAN = {
  id: 'free',
  type: 'subscription',
  name: 'Free',
  description: 'Nothing to pay',
  paymentMethodRequired: false,
};

/** A resource that fits the contract. */
export const RESOURCE = {
  id: 'res_1',
  productId: 'postgres',
  name: 'main',
  metadata: { region: 'iad1' },
  status: 'ready',
  billingPlan: PLAN,
};

/** An error body that fits the contract. */
export const REFUSAL = { error: { code: 'not_found', message: 'no such thing' } };
