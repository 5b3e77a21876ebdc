/** A failure in words for the person in front of the browser. */
export interface Words {
  readonly title: string;
  readonly whatHappened: string;
  readonly whatToDo: string;
}

const WORDS: Readonly<Record<number, Words>> = {
  400: {
    title: 'That did not work',
    whatHappened: 'Something in what was sent is missing or not valid.',
    whatToDo: 'Go back, check what you entered, and send it again.',
  },
  401: {
    title: 'You are not signed in',
    whatHappened: 'There is no session in this browser, or it has ended.',
    whatToDo: 'Open the product from your Vercel dashboard, which signs you in.',
  },
  403: {
    title: 'You may not do this',
    whatHappened: 'Your role does not allow it, or the page you came from was out of date.',
    whatToDo: 'Go back, load the page again and repeat it. If that does not help, ask an owner of your Vercel team.',
  },
  404: {
    title: 'There is nothing here',
    whatHappened: 'The page does not exist, or it belongs to another account.',
    whatToDo: 'Check the address, or start again from the overview.',
  },
  409: {
    title: 'Not now',
    whatHappened: 'The present state does not allow it, or the same is being done at the moment.',
    whatToDo: 'Go back, load the page again and look at what has changed.',
  },
  413: {
    title: 'That is too long',
    whatHappened: 'What was sent is larger than this page takes.',
    whatToDo: 'Go back and send less at once.',
  },
  429: {
    title: 'Too many requests',
    whatHappened: 'More requests came from you than are taken at once.',
    whatToDo: 'Wait a moment and try again.',
  },
  503: {
    title: 'Something went wrong on our side',
    whatHappened: 'The page could not be made at the moment. Nothing is lost.',
    whatToDo: 'Try again in a few seconds. If it happens again, tell support the number below.',
  },
};

const OTHER: Words = {
  title: 'That did not work',
  whatHappened: 'The request could not be taken as it was sent.',
  whatToDo: 'Go back, load the page again and repeat it.',
};

/** What a status means to people. */
export function wordsFor(status: number): Words {
  return WORDS[status] ?? OTHER;
}
