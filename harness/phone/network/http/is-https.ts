/** Whether nothing said to this URL can be read on the way: credentials and tickets go nowhere else. */
export function isHttps(url: string): boolean {
  return /^https:\/\//i.test(url);
}
