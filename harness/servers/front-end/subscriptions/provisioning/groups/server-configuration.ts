import { type Deployment, deviceUpdatePath, host, type User } from '../../../../../deployment/index.js';
import type { ProvisioningGroup } from '../group.js';

/**
 * What the deployment tells every client. Names: the product's documentation prints them in lower case; the capitals of
 * those clients are known to read are observed, the rest recollected. Values of the phone's own settings are the defaults of
 * Set-CsUCPhoneConfiguration. No certificate provisioning URL stands here: `sts-uri` and the metadata give it (observed).
 */
export const serverConfiguration: ProvisioningGroup = {
  name: 'ServerConfiguration',
  form: 'elements',
  settings: (deployment, user) => ({ ...webServices(deployment), ...phone(deployment), ...pool(deployment, user) }),
};

/** Internal URLs, and the same services as a client outside reaches them. */
function webServices(deployment: Deployment) {
  const web = `https://${host(deployment, 'web').fqdn}:443`;
  return {
    absInternalServerUrl: `${web}/abs/handler`,
    absExternalServerUrl: `${web}/abs/handler`,
    absWebServiceEnabled: 'true',
    abWQInternalUrl: `${web}/groupexpansion/service.svc`,
    abWQExternalUrl: `${web}/groupexpansion/service.svc`,
    dlxEnabled: 'true',
    dlxInternalUrl: `${web}/groupexpansion/service.svc`,
    dlxExternalUrl: `${web}/groupexpansion/service.svc`,
    updatesServerEnabled: 'true',
    updatesServerInternalUrl: `${web}${deviceUpdatePath}`,
    updatesServerExternalUrl: `${web}/RequestHandlerExt/ucdevice.upx`,
    lisInternalUrl: `${web}/locationinformation/liservice.svc`,
    lisExternalUrl: `${web}/locationinformation/liservice.svc`,
  };
}

function phone(deployment: Deployment) {
  return {
    ucDiffServVoice: '40',
    ucVoice802_1p: '0',
    ucEnforcePinLock: 'false',
    ucMinPinLength: '6',
    ucPhoneTimeOut: '10',
    ucExchangeMWIPoll: '3',
    ucEnableSIPSecurityMode: 'High',
    ucEnableUserLogging: 'false',
    loggingLevel: 'Off',
    ucLocationProfile: deployment.sipDomain,
    ucPC2PCAVEncryption: 'SupportEncryption',
    ucPortRangeEnabled: 'false',
    ucMaxVideoRateAllowed: 'Hd720p-1.5M',
    enableBWPolicyCheck: 'false',
  };
}

/** No `mrasUri` and no `focusFactoryUri`: with them clients ask for media relays and conferences, which are not here. */
function pool(deployment: Deployment, user: User) {
  const { fqdn } = host(deployment, 'front-end');
  return {
    poolUri: `sip:${fqdn}@${deployment.sipDomain};gruu;opaque=srvr:HomeServer:AAAAAAAAAAAAAAAAAAAAAAAA`,
    qosEnabled: 'false',
    voiceMailUri: `sip:${user.sipAddress};opaque=app:voicemail`,
  };
}
