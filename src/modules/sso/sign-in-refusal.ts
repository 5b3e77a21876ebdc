/** Why nobody was signed in. */
export type RefusalReason =
  | 'link-incomplete'
  | 'code-used'
  | 'code-refused'
  | 'vercel-busy'
  | 'client-refused'
  | 'token-refused'
  | 'not-verifiable'
  | 'not-installed'
  | 'not-a-member';

/** What the person in front of the browser reads, and can do. */
export interface RefusalWords {
  readonly status: number;
  readonly title: string;
  readonly whatHappened: string;
  readonly whatToDo: string;
}

const AGAIN = 'Open the product again from your integrations on Vercel, which signs you in anew.';
const LATER = 'Wait a few seconds and reload this page. If that does not help, open the product again from Vercel.';

/** Every refusal in words; nothing in them depends on what was sent. */
export const REFUSALS: Readonly<Record<RefusalReason, RefusalWords>> = {
  'link-incomplete': {
    status: 400,
    title: 'This link does not sign you in',
    whatHappened: 'Something is missing in the address with which you came.',
    whatToDo: AGAIN,
  },
  'code-used': {
    status: 400,
    title: 'This link was used already',
    whatHappened: 'Each link with which Vercel signs you in works once.',
    whatToDo: AGAIN,
  },
  'code-refused': {
    status: 400,
    title: 'This link does not work any more',
    whatHappened: 'Vercel did not accept it. Links with which Vercel signs you in work for a few minutes, and once.',
    whatToDo: AGAIN,
  },
  'vercel-busy': {
    status: 503,
    title: 'Vercel cannot be reached at the moment',
    whatHappened: 'Vercel has to confirm who you are, and did not answer as it should. Nothing is lost.',
    whatToDo: LATER,
  },
  'client-refused': {
    status: 503,
    title: 'Signing in does not work at the moment',
    whatHappened: 'Vercel does not recognise this server. That has to be put right on our side.',
    whatToDo: 'Try again later, and tell support the number below if it goes on.',
  },
  'token-refused': {
    status: 403,
    title: 'You could not be signed in',
    whatHappened: 'What Vercel told about you could not be verified.',
    whatToDo: AGAIN,
  },
  'not-verifiable': {
    status: 503,
    title: 'Vercel cannot be reached at the moment',
    whatHappened: 'Vercel has told who you are, but it could not be verified just now. This link is used up by that.',
    whatToDo: AGAIN,
  },
  'not-installed': {
    status: 404,
    title: 'The product is not installed',
    whatHappened: 'Your team has not installed this integration, or has removed it.',
    whatToDo: 'Install it from the Vercel Marketplace, and open it from your integrations then.',
  },
  'not-a-member': {
    status: 403,
    title: 'You are not a member of this team any more',
    whatHappened: 'Vercel has told us that you were removed from the team that has installed this integration.',
    whatToDo: 'Ask an owner of the team to invite you again.',
  },
};
