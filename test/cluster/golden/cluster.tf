resource "openstack_containerinfra_clustertemplate_v1" "shop_prod" {
  name                = "cilium"
  coe                 = "kubernetes"
  network_driver      = "cilium"
  image               = "fedora-coreos-38"
  external_network_id = "public"
  labels = {
    "cloud_provider_enabled" = "true"
  }
}

resource "openstack_containerinfra_cluster_v1" "shop_prod" {
  cluster_template_id = openstack_containerinfra_clustertemplate_v1.shop_prod.id
  name                = "shop.prod"
  keypair             = "ops"
  master_count        = 3
  node_count          = 0
  create_timeout      = 90
  floating_ip_enabled = false
  merge_labels        = true
  labels = {
    "auto_healing_enabled" = "true"
    "kube_tag"             = "v1.29.3"
    "network_driver"       = "cilium"
  }
}

resource "openstack_containerinfra_nodegroup_v1" "gpu" {
  cluster_id     = openstack_containerinfra_cluster_v1.shop_prod.id
  name           = "gpu"
  node_count     = 2
  max_node_count = 4
  flavor_id      = "gpu"
  merge_labels   = true
  labels = {
    "availability_zone" = "east"
  }
}

resource "openstack_containerinfra_nodegroup_v1" "spare" {
  cluster_id = openstack_containerinfra_cluster_v1.shop_prod.id
  name       = "spare"
}
