const TEXT = {
  type: 'object',
  required: ['type', 'text'],
  description: 'A run of text',
  properties: {
    type: { type: 'string', enum: ['text'] },
    text: { type: 'string', example: 'PONG' },
    color: { type: 'string', description: 'As CSS writes it', example: '#ff0000' },
    bold: { type: 'boolean', example: true },
    italic: { type: 'boolean', example: true },
    href: { type: 'string', description: 'Makes it a link', example: 'https://provider.example/docs' },
  },
};

const PARAGRAPH = {
  type: 'object',
  required: ['type', 'children'],
  description: 'Runs of text on one line',
  properties: {
    type: { type: 'string', enum: ['paragraph'] },
    children: { type: 'array', items: TEXT },
  },
};

const TABLE = {
  type: 'object',
  required: ['type', 'rows'],
  description: 'Rows of cells, perhaps under a header',
  properties: {
    type: { type: 'string', enum: ['table'] },
    header: { type: 'array', items: TEXT },
    rows: { type: 'array', items: { type: 'array', items: TEXT } },
  },
};

/** What the console shows. */
export const REPL_BLOCKS = { type: 'array', items: { oneOf: [PARAGRAPH, TABLE] } };

/** The same, saying what was wrong; a request that reaches no route is refused as everywhere. */
export const REPL_FAILURE = { oneOf: [REPL_BLOCKS, { $ref: '#/components/schemas/ErrorBodyResponse' }] };
