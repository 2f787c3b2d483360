import test from 'ava';
import { ChosenRoutes, MAX_CHOSEN_PATH, MAX_CHOSEN_ROUTES } from '../../../harness/servers/web/chosen-routes.js';
import { testWeb } from './client.js';

const certificates = '/CertProv/CertProvisioningService.svc';

test('a route is found again by method and path, whatever the query', (t) => {
  const chosen = new ChosenRoutes<string>();
  chosen.remember({ method: 'GET', url: '/a?b' }, 'one');
  t.is(chosen.of({ method: 'GET', url: '/a' }), 'one');
  t.is(chosen.of({ method: 'GET', url: '/a?c?d' }), 'one');
  t.is(chosen.of({ method: 'POST', url: '/a' }), undefined);
  t.is(chosen.of({ method: 'GET', url: '/a/' }), undefined);
});

test('no more is remembered than has room, and no path of any length', (t) => {
  const chosen = new ChosenRoutes<number>();
  for (let i = 0; i <= MAX_CHOSEN_ROUTES; i++) chosen.remember({ method: 'GET', url: `/${i}` }, i);
  t.is(chosen.of({ method: 'GET', url: '/0' }), undefined);
  t.is(chosen.of({ method: 'GET', url: `/${MAX_CHOSEN_ROUTES}` }), MAX_CHOSEN_ROUTES);
  const long = `/${'a'.repeat(MAX_CHOSEN_PATH)}`;
  chosen.remember({ method: 'GET', url: long }, -1);
  t.is(chosen.of({ method: 'GET', url: long }), undefined);
});

test('the same path asked in another way, and again, gets the same answers as the first time', async (t) => {
  const { client } = await testWeb(t);
  const one = client();
  const ask = async () => [
    (await one.ask(certificates)).headers.get('content-type'),
    (await one.ask(`${certificates}?wsdl`)).headers.get('content-type'),
    (await one.ask(`${certificates}/mex`)).status,
    (await one.soap(certificates, '<a/>')).status,
    (await one.ask('/nowhere')).status,
    (await one.ask('/RequestHandler/%zz')).status,
  ];
  const first = await ask();
  t.deepEqual(first, ['application/x-pkcs7-certificates', 'text/xml; charset=utf-8', 200, 500, 404, 404]);
  t.deepEqual(await ask(), first);
});
