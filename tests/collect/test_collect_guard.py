from ipaddress import ip_network

import pytest

from monitor.collect.guard import check_address, check_url
from monitor.errors import RefusedError

REFUSED = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1",
    "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
    "fe80::1%2", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::10.0.0.1",
    "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe", "localhost", "", "1.2.3",
]  # fmt: skip
ALLOWED = ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "100.128.0.1"]


@pytest.mark.parametrize("address", REFUSED)
def test_addresses_off_the_public_internet_are_refused(address):
    with pytest.raises(RefusedError, match="address not allowed"):
        check_address(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_public_addresses_may_be_dialled(address):
    check_address(address)


def test_a_range_opened_by_hand_opens_that_range_only():
    opened = (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    check_address("10.1.2.3", opened)
    check_address("::ffff:10.1.2.3", opened)
    check_address("fd00::1", opened)
    with pytest.raises(RefusedError):
        check_address("10.2.0.1", opened)
    with pytest.raises(RefusedError):
        check_address("127.0.0.1", opened)


@pytest.mark.parametrize("url", [
    "file:///etc/passwd", "ftp://e.com/", "gopher://e.com/", "http://e.com:22/", "http://e.com:25/", "e.com",
    "http://e.com:6379/", "https://e.com:3306/", "http://u:p@e.com/", "http://e.com@127.0.0.1/", "http:///a",
    "http://e.com:70000/", "http://e.com:0/",
])  # fmt: skip
def test_other_schemes_ports_and_users_are_refused(url):
    with pytest.raises(RefusedError):
        check_url(url)


@pytest.mark.parametrize("url", ["http://e.com/", "https://e.com:443/", "http://e.com:8080/a", "http://[::1]:9000/"])
def test_web_ports_and_high_ports_are_allowed(url):
    check_url(url)
