/** The media type of a body in lower case; null when it says that the text is not UTF-8. */
export function mediaTypeOf(contentType: string | undefined): string | null {
  const [type = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset) ? type : null;
}
