import { createHash, createHmac, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Secret } from '../../../../platform/crypto/index.js';

const ITERATIONS = 4096;
const derive = promisify(pbkdf2);

/** What PostgreSQL stores for a password (RFC 5803), made here so that the password itself never reaches the server's log. */
export async function scramVerifier(password: Secret, salt: Buffer): Promise<string> {
  const salted = await derive(password.reveal(), salt, ITERATIONS, 32, 'sha256');
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  const serverKey = hmac(salted, 'Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
