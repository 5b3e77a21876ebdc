import type { ErrorResponse, ProvisionResourceRequest, ReplBlock } from '#libs/vercel-contract';
import type { PartnerAnswer, Purchase } from '#libs/vercel-simulator';

/** The body with which Vercel asks for a purchase. */
export function requestOf({ product, plan, name, metadata = {} }: Purchase): ProvisionResourceRequest {
  return { productId: product, billingPlanId: plan, name, metadata };
}

/** What a refused call was told; empty when the body is no error body. */
export function refusedAnswer(answer: PartnerAnswer): Partial<ErrorResponse['error']> {
  return (answer.body as Partial<ErrorResponse> | undefined)?.error ?? {};
}

/** All that a console's output says, block after block. */
export function textOf(blocks: readonly ReplBlock[]): string {
  return blocks
    .flatMap((block) => (block.type === 'table' ? [block.header ?? [], ...block.rows] : [block.children]))
    .map((cells) => cells.map(({ text }) => text).join(' | '))
    .join('\n');
}
