/** Leaves neither a server nor databases of this run behind. */
export default async function globalTeardown() {
  await globalThis.stallholderTestServer.stop(process.env.TEST_RUN);
}
